//! Validation curves as SVG, on paper of their own, so that they can be read on a light page and on a dark one.

use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

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
/// Room for the names beside the ends of their lines, and the height of one, in pixels.
const NAMES: u32 = 150;
const LINE: i32 = 15;
/// A name begins at its place and stands around its height.
const MIDDLE: Pos = Pos { h_pos: HPos::Left, v_pos: VPos::Center };

/// A line.
pub struct Curve<'a> {
    /// What is written at its end.
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

/// The end of a line.
struct End<'a> {
    name: &'a str,
    ink: RGBColor,
    at: (i32, i32),
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
        .margin_right(NAMES)
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
        .axis_desc_style(font)
        .x_desc("titles read")
        .y_desc("val_loss_full, nats per character")
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y:.2}"))
        .draw()?;
    chart.draw_series(DashedLineSeries::new([(0.0, uniform), (right, uniform)], 3, 4, TEXT.stroke_width(1)))?;
    let mut ends = vec![End { name: "guessing at random", ink: TEXT, at: chart.backend_coord(&(right, uniform)) }];
    for (index, (curve, points)) in curves.iter().zip(points).enumerate() {
        let ink = INKS[index % INKS.len()];
        // A second round of the colours is thinner.
        let width = if index < INKS.len() { 2 } else { 1 };
        ends.extend(points.last().map(|end| End { name: curve.name, ink, at: chart.backend_coord(end) }));
        chart.draw_series(LineSeries::new(points, ink.stroke_width(width)))?;
    }
    let bottom = chart.backend_coord(&(0.0, low - 0.05)).1;
    let edge = chart.backend_coord(&(right, low)).0;
    ends.sort_by_key(|end| end.at.1);
    let heights = apart(&ends.iter().map(|end| end.at.1).collect::<Vec<_>>(), bottom);
    for (end, height) in ends.iter().zip(heights) {
        let text = TextStyle::from(("sans-serif", 13).into_font()).color(&end.ink).pos(MIDDLE);
        area.draw(&PathElement::new([end.at, (edge + 12, height)], end.ink.mix(0.5)))?;
        area.draw(&Text::new(end.name, (edge + 15, height), text))?;
    }
    area.present()?;
    Ok(())
}

/// Where heights, from the upper to the lower, are moved to so that no two names cover each other: each as near to its
/// own as those above leave it, and none below `bottom`.
fn apart(heights: &[i32], bottom: i32) -> Vec<i32> {
    let mut placed: Vec<i32> = Vec::new();
    for height in heights {
        placed.push(placed.last().map_or(*height, |above| (above + LINE).max(*height)));
    }
    let mut lowest = bottom;
    for height in placed.iter_mut().rev() {
        *height = lowest.min(*height);
        lowest = *height - LINE;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::{LINE, apart};

    #[test]
    fn names_stay_at_their_lines_or_give_way_within_the_picture() {
        assert_eq!(apart(&[10, 100], 300), [10, 100]);
        assert_eq!(apart(&[100, 101, 102], 300), [100, 100 + LINE, 100 + 2 * LINE]);
        assert_eq!(apart(&[290, 295, 300], 300), [300 - 2 * LINE, 300 - LINE, 300]);
    }
}
