"""Audits and derivations say what the command line says."""

import datetime
import json

import pyarrow.csv
import pytest

import rolecall


def test_an_audit_is_that_of_the_command_line(chart, program):
    audit = rolecall.audit(chart)
    assert audit.to_json() == program("audit", "--quiet", "--fail-on", "never", "--format", "json", chart).decode()
    assert audit.to_dict()["entities"][0]["coverage"]["internal"]["covered"] == "title"
    assert sum(audit.counts.values()) == len(audit.to_dict()["findings"])


def test_findings_and_coverage_are_tables(chart, program, tmp_path):
    out = tmp_path / "findings.csv"
    program("audit", "--quiet", "--fail-on", "never", chart, "-o", out)
    expected = pyarrow.csv.read_csv(out, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
    findings = rolecall.audit([chart]).findings.to_pyarrow()
    for name in ["severity", "code", "line", "message", "fingerprint"]:
        assert findings[name].to_pylist() == expected[name].to_pylist()
    coverage = rolecall.audit(chart).coverage.to_dict()
    assert coverage["internal_covered"] == ["title"]
    assert coverage["internal_holders"] == [["CIO & deputy CTO"]]


def test_a_derivation_is_that_of_the_command_line(program):
    verdict = rolecall.why("Deputy CIO", duties="Runs the service desk.")
    flags = ["why", "--title", "Deputy CIO", "--duties", "Runs the service desk."]
    assert verdict.to_json() == program(*flags, "--format", "json").decode()
    assert str(verdict) == program(*flags).decode()
    assert "<pre>" in verdict._repr_html_()


def test_errors_have_a_place(tmp_path):
    with pytest.raises(rolecall.RolecallError) as caught:
        rolecall.audit(tmp_path / "none.csv")
    assert caught.value.file.endswith("none.csv") and caught.value.line is None
    rules = tmp_path / "rules.yaml"
    rules.write_text("roles:\n  - id: x\n    rank: nonsense\n")
    with pytest.raises(ValueError) as caught:
        rolecall.Rules(rules)
    assert (caught.value.file, caught.value.line) == (str(rules), 3)
    assert caught.value.column
    with pytest.raises(rolecall.RolecallError, match="preset"):
        rolecall.Rules(preset="nonsense")


def test_a_day_leaves_people_out(tmp_path):
    path = tmp_path / "chart.csv"
    path.write_text("id,title,end date\n1,CEO,\n2,CIO,2025-01-31\n")
    count = lambda day: rolecall.audit(path, as_of=day).to_dict()["summary"]["positions"]
    assert (count("2025-01-01"), count(datetime.date(2026, 1, 1))) == (2, 1)


def test_an_audit_shows_itself_in_notebooks(chart):
    audit = rolecall.audit(chart)
    assert "internal covered by title" in str(audit)
    assert "CIO &amp; deputy CTO" in audit._repr_html_()
    assert json.loads(audit.to_json())["schema_version"]
