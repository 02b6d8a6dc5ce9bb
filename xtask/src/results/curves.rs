//! Validation curves as SVG, on paper of their own, so that they can be read on a light page and on a dark one.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::prelude::*;

use super::readings::Run;

/// The picture's size in pixels.
const SIZE: (u32, u32) = (720, 400);
/// Colours that people with any sight can tell apart (Okabe and Ito), the yellow ones darkened for white paper.
const INKS: [RGBColor; 8] = [
    RGBColor(213, 94, 0),
    RGBColor(0, 114, 178),
    RGBColor(0, 158, 115),
    RGBColor(204, 121, 167),
    RGBColor(90, 90, 90),
    RGBColor(160, 120, 0),
    RGBColor(60, 160, 220),
    RGBColor(0, 0, 0),
];
const TEXT: RGBColor = RGBColor(60, 60, 60);
const GRID: RGBColor = RGBColor(225, 225, 225);

/// A line.
pub struct Curve<'a> {
    /// What the legend calls it.
    pub name: &'a str,
    /// Its run.
    pub run: &'a Run,
}

impl Curve<'_> {
    /// Titles read and nats per character, by `val_loss_full`.
    fn points(&self) -> Vec<(f64, f64)> {
        let titles_per_step = self.run.number("batch_tokens") / self.run.number("tokens_per_title");
        self.run.evals.iter().map(|eval| (eval.step as f64 * titles_per_step, eval.val_loss_full)).collect()
    }
}

/// Draws `curves` into the file at `path`.
pub fn draw(path: &Path, curves: &[Curve]) -> Result<()> {
    let mut svg = String::new();
    plot(&mut svg, curves).map_err(|error| anyhow!("{} can't be drawn: {error}", path.display()))?;
    Ok(std::fs::write(path, svg + "\n")?)
}

fn plot(svg: &mut String, curves: &[Curve]) -> Result<(), Box<dyn std::error::Error>> {
    let uniform = curves.iter().map(|curve| curve.run.number("uniform_full")).fold(0.0, f64::max);
    let points: Vec<_> = curves.iter().map(Curve::points).collect();
    let of_all = |of: fn(&(f64, f64)) -> f64| points.iter().flatten().map(of);
    let right = of_all(|point| point.0).fold(1.0, f64::max);
    let low = of_all(|point| point.1).fold(uniform, f64::min);
    let high = of_all(|point| point.1).fold(uniform, f64::max).min(uniform * 1.1);

    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .margin(14)
        .x_label_area_size(44)
        .y_label_area_size(56)
        .build_cartesian_2d(0.0..right, (low - 0.05)..(high + 0.05))?;
    let font = ("sans-serif", 13).into_font().color(&TEXT);
    chart
        .configure_mesh()
        .disable_x_mesh()
        .bold_line_style(GRID)
        .light_line_style(TRANSPARENT)
        .axis_style(TEXT)
        .label_style(font.clone())
        .axis_desc_style(font.clone())
        .x_desc("titles read")
        .y_desc("val_loss_full, nats per character")
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y:.2}"))
        .draw()?;
    let guessing = DashedLineSeries::new([(0.0, uniform), (right, uniform)], 3, 4, TEXT.stroke_width(1));
    chart.draw_series(guessing)?.label("guessing at random").legend(|(x, y)| line(x, y, TEXT, 1));
    for (index, (curve, points)) in curves.iter().zip(points).enumerate() {
        let ink = INKS[index % INKS.len()];
        // A second round of the colours is thinner.
        let width = if index < INKS.len() { 2 } else { 1 };
        chart
            .draw_series(LineSeries::new(points, ink.stroke_width(width)))?
            .label(curve.name)
            .legend(move |(x, y)| line(x, y, ink, width));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerLeft)
        .background_style(WHITE.mix(0.85))
        .label_font(font)
        .draw()?;
    area.present()?;
    Ok(())
}

fn line(x: i32, y: i32, ink: RGBColor, width: u32) -> PathElement<(i32, i32)> {
    PathElement::new([(x, y), (x + 18, y)], ink.stroke_width(width))
}
