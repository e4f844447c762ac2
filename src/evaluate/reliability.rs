//! Measures whether confidence can be trusted.

use super::confusion::share;

/// How often verdicts were right, by their confidence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    bins: [Bin; BINS],
    squares: f64,
}

const BINS: usize = 10;

/// Verdicts of similar confidence.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// The number of verdicts.
    pub count: u64,
    /// The number of right verdicts.
    pub right: u64,
    sum: f64,
}

impl Bin {
    /// Their mean confidence.
    pub fn confidence(&self) -> Option<f64> {
        (self.count > 0).then(|| self.sum / self.count as f64)
    }

    /// The share of right verdicts.
    pub fn share_right(&self) -> Option<f64> {
        share(self.right, self.count)
    }

    /// The interval in which the true share lies 19 times in 20, by Wilson's formula. It does not overstate
    /// what few rows tell.
    pub fn range(&self) -> Option<(f64, f64)> {
        const Z: f64 = 1.96;
        let (p, n) = (self.share_right()?, self.count as f64);
        let scale = 1.0 + Z * Z / n;
        let middle = p + Z * Z / (2.0 * n);
        let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let low = ((middle - half) / scale).max(0.0);
        Some((low, ((middle + half) / scale).min(1.0)))
    }
}

impl Reliability {
    /// Counts a verdict.
    pub fn add(&mut self, confidence: f32, is_right: bool) {
        let confidence = f64::from(confidence);
        let bin = (confidence * BINS as f64) as usize;
        let bin = &mut self.bins[bin.min(BINS - 1)];
        bin.count += 1;
        bin.right += u64::from(is_right);
        bin.sum += confidence;
        self.squares += (confidence - f64::from(u8::from(is_right))).powi(2);
    }

    /// The verdicts by confidence, in bins of equal width, each with its lower and upper end.
    pub fn bins(&self) -> impl Iterator<Item = (f64, f64, &Bin)> {
        let end = |bin: usize| bin as f64 / BINS as f64;
        let bins = self.bins.iter().enumerate();
        bins.map(move |(index, bin)| (end(index), end(index + 1), bin))
    }

    /// All verdicts as one bin.
    pub fn all(&self) -> Bin {
        let mut all = Bin::default();
        for bin in &self.bins {
            all.count += bin.count;
            all.right += bin.right;
            all.sum += bin.sum;
        }
        all
    }

    /// The mean distance between confidence and the share that is right, weighted by verdicts: the expected
    /// calibration error.
    pub fn error(&self) -> Option<f64> {
        let gap = |bin: &Bin| (bin.sum - bin.right as f64).abs();
        let gaps: f64 = self.bins.iter().map(gap).sum();
        let count = self.all().count;
        (count > 0).then(|| gaps / count as f64)
    }

    /// The mean squared distance between confidence and outcome: the Brier score. 0 is best.
    pub fn brier(&self) -> Option<f64> {
        let count = self.all().count;
        (count > 0).then(|| self.squares / count as f64)
    }

    /// The Brier score of a forecast that gives every verdict the overall share of right ones.
    pub fn brier_of_base_rate(&self) -> Option<f64> {
        let right = self.all().share_right()?;
        Some(right * (1.0 - right))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_that_equals_the_share_right_has_no_error() {
        let mut kept = Reliability::default();
        let mut boast = Reliability::default();
        for row in 0..10 {
            kept.add(0.75, row < 7);
            kept.add(0.75, row < 8);
            boast.add(0.9, row < 6);
        }
        assert!(kept.error().unwrap() < 1e-6);
        assert!((boast.error().unwrap() - 0.3).abs() < 1e-6);
        assert!((boast.brier().unwrap() - (0.6 * 0.01 + 0.4 * 0.81)).abs() < 1e-6);
        assert!((boast.brier_of_base_rate().unwrap() - 0.24).abs() < 1e-6);
    }

    #[test]
    fn few_rows_give_a_wide_range() {
        let mut few = Reliability::default();
        few.add(1.0, true);
        let (low, high) = few.all().range().unwrap();
        assert!(low < 0.25 && high > 0.99, "{low} to {high}");
        assert_eq!(Reliability::default().error(), None);
    }
}
