"""Calls work in other processes: those that were forked, and those that got the rules by pickle."""

import multiprocessing
import os
import pickle
import signal
import threading

import pytest

import rolecall

RULES = "titles:\n  cio: [keeper of the machines]\n"


def roles(titles, rules=None):
    return rolecall.classify({"title": titles}, rules=rules).to_dict()["roles"]


def test_rules_are_pickled_with_their_texts(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(RULES)
    rules = rolecall.Rules(path, preset="startup")
    packed = pickle.dumps(rules)
    path.unlink()
    again = pickle.loads(packed)
    assert again.hash == rules.hash
    assert roles(["Keeper of the Machines"], again) == [["cio"]]
    assert roles(["Keeper of the Machines"]) == [[]]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_does_not_wait_for_threads_of_its_parent(chart):
    assert roles(["CIO"] * 5000)[0] == ["cio"]
    rolecall.audit(chart)
    child = os.fork()
    if child == 0:
        # Whatever happens here must not run the rest of the tests.
        signal.alarm(60)
        try:
            good = roles(["CIO"] * 5000) == [["cio"]] * 5000
            good = good and len(rolecall.audit(chart).coverage) == 1
            good = good and rolecall.Rules(preset="startup") is not None
            os._exit(0 if good else 1)
        except BaseException:
            os._exit(2)
    assert os.waitpid(child, 0)[1] == 0


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_a_pool_give_the_same(method, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(RULES)
    rules = rolecall.Rules(path)
    with multiprocessing.get_context(method).Pool(2) as pool:
        given = [(["CIO", "Keeper of the Machines"], rules)] * 4
        assert pool.starmap(roles, given) == [[["cio"], ["cio"]]] * 4


def test_other_threads_run_meanwhile():
    """A thread counts while another one classifies: it could not if the interpreter were held."""
    done = threading.Event()
    work = threading.Thread(target=lambda: (roles(["Head of IT"] * 200_000), done.set()))
    work.start()
    counted = 0
    while not done.wait(0.001):
        counted += 1
    work.join()
    assert counted > 10
