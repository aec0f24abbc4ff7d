//! Distances and contours.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

/// Longitude and latitude in degrees, WGS 84.
pub type Point = (f64, f64);

/// Metres of a degree of latitude: 6,371,008.8 m (IUGG mean radius) × π / 180.
const DEGREE: f64 = 111_195.08;

/// Metres between two points, on a plane tangent at their middle: good to 0.1 % within a metropole.
#[must_use]
pub fn metres(a: Point, b: Point) -> f64 {
    let (x, y) = offset(a, b);
    x.hypot(y)
}

/// Metres east and north from `a` to `b`.
fn offset(a: Point, b: Point) -> Point {
    let middle = ((a.1 + b.1) / 2.0).to_radians();
    ((b.0 - a.0) * DEGREE * middle.cos(), (b.1 - a.1) * DEGREE)
}

/// The area of a commune: polygons, each an outer ring and its holes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contour {
    /// Polygons; the first ring of each is the outer one.
    pub polygons: Vec<Vec<Vec<Point>>>,
}

impl Contour {
    /// True where the point lies inside.
    #[must_use]
    pub fn holds(&self, point: Point) -> bool {
        self.polygons.iter().any(|rings| {
            // A point in a hole is in two rings.
            rings.iter().filter(|ring| in_ring(ring, point)).count() % 2 == 1
        })
    }

    /// Metres from a point to the nearest edge.
    #[must_use]
    pub fn metres_to_edge(&self, point: Point) -> f64 {
        let rings = self.polygons.iter().flatten();
        let edges = rings.flat_map(|ring| ring.windows(2));
        edges.map(|edge| to_segment(point, edge[0], edge[1])).fold(f64::INFINITY, f64::min)
    }

    /// The centroid of the largest outer ring.
    #[must_use]
    pub fn centre(&self) -> Option<Point> {
        let outer = self.polygons.iter().filter_map(|rings| rings.first());
        let (area, x, y) = outer
            .map(|ring| {
                ring.windows(2).fold((0.0, 0.0, 0.0), |(area, x, y), edge| {
                    let cross = edge[0].0 * edge[1].1 - edge[1].0 * edge[0].1;
                    (area + cross, x + (edge[0].0 + edge[1].0) * cross, y + (edge[0].1 + edge[1].1) * cross)
                })
            })
            .max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
        (area != 0.0).then(|| (round(x / (3.0 * area)), round(y / (3.0 * area))))
    }

    /// The outer rings as a map shows them: simplified to [`COARSE`] metres, rounded to one. A ring that comes
    /// to nothing is left out.
    #[must_use]
    pub fn outer(&self) -> Vec<Vec<Point>> {
        let outer = self.polygons.iter().filter_map(|rings| rings.first());
        let rounded = outer.map(|ring| {
            let mut ring: Vec<Point> =
                simplify(ring, COARSE).iter().map(|point| (round(point.0), round(point.1))).collect();
            ring.dedup();
            ring
        });
        rounded.filter(|ring| ring.len() > 3).collect()
    }
}

/// Metres that a contour in a pack may be off: less than a pixel where a commune fills a map.
pub const COARSE: f64 = 10.0;

/// A ring without the points that lie within `metres` of the line between those that stay, by the rule of
/// Douglas and Peucker (<https://doi.org/10.3138/FM57-6770-U75U-7727>).
#[must_use]
pub fn simplify(ring: &[Point], metres: f64) -> Vec<Point> {
    let Some(last) = ring.len().checked_sub(1).filter(|last| *last > 2) else { return ring.to_vec() };
    // A ring ends where it begins: the two halves on either side of its farthest point are lines.
    let far = |point: &Point| self::metres(ring[0], *point);
    let farthest = (1..last).max_by(|a, b| far(&ring[*a]).total_cmp(&far(&ring[*b]))).unwrap_or(1);
    let mut stay = vec![false; ring.len()];
    for at in [0, farthest, last] {
        stay[at] = true;
    }
    let mut lines = vec![(0, farthest), (farthest, last)];
    while let Some((from, to)) = lines.pop() {
        let off = |at: usize| to_segment(ring[at], ring[from], ring[to]);
        let most = (from + 1..to).max_by(|a, b| off(*a).total_cmp(&off(*b)));
        if let Some(at) = most.filter(|at| off(*at) > metres) {
            stay[at] = true;
            lines.extend([(from, at), (at, to)]);
        }
    }
    ring.iter().zip(stay).filter_map(|(point, stays)| stays.then_some(*point)).collect()
}

/// Five decimals: about a metre.
#[must_use]
pub fn round(degrees: f64) -> f64 {
    (degrees * 1e5).round() / 1e5
}

/// Even-odd rule.
fn in_ring(ring: &[Point], (x, y): Point) -> bool {
    let mut inside = false;
    for edge in ring.windows(2) {
        let ((x1, y1), (x2, y2)) = (edge[0], edge[1]);
        if (y1 > y) != (y2 > y) && x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 {
            inside = !inside;
        }
    }
    inside
}

fn to_segment(point: Point, a: Point, b: Point) -> f64 {
    let (px, py) = offset(a, point);
    let (bx, by) = offset(a, b);
    let length = bx * bx + by * by;
    let along = if length == 0.0 { 0.0 } else { ((px * bx + py * by) / length).clamp(0.0, 1.0) };
    (px - along * bx).hypot(py - along * by)
}

/// Reads contours: a GeoJSON collection whose features have `code` (or `insee`, `code_insee`) and a polygon
/// or several. Keyed by INSEE code.
///
/// # Errors
/// The file cannot be read or is no such collection.
pub fn read_contours(path: &Path) -> Result<HashMap<String, Contour>> {
    let text = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let json: Value =
        serde_json::from_slice(&text).with_context(|| format!("cannot read {}", path.display()))?;
    let features = json.get("features").and_then(Value::as_array);
    let features = features.with_context(|| format!("{} holds no features", path.display()))?;
    let mut contours = HashMap::new();
    for feature in features {
        let properties = &feature["properties"];
        let code = ["code", "insee", "code_insee"].iter().find_map(|name| properties[*name].as_str());
        let coordinates = &feature["geometry"]["coordinates"];
        let polygons = match feature["geometry"]["type"].as_str() {
            Some("Polygon") => vec![rings(coordinates)],
            Some("MultiPolygon") => {
                coordinates.as_array().map(|all| all.iter().map(rings).collect()).unwrap_or_default()
            }
            _ => continue,
        };
        if let Some(code) = code {
            contours.insert(code.to_owned(), Contour { polygons });
        }
    }
    Ok(contours)
}

fn rings(json: &Value) -> Vec<Vec<Point>> {
    let point = |json: &Value| Some((json.get(0)?.as_f64()?, json.get(1)?.as_f64()?));
    let ring =
        |json: &Value| json.as_array().map(|all| all.iter().filter_map(point).collect()).unwrap_or_default();
    json.as_array().map(|all| all.iter().map(ring).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square() -> Contour {
        let ring = |from: f64, to: f64| {
            vec![
                (3.0 + from, 50.0 + from),
                (3.0 + to, 50.0 + from),
                (3.0 + to, 50.0 + to),
                (3.0 + from, 50.0 + to),
                (3.0 + from, 50.0 + from),
            ]
        };
        Contour { polygons: vec![vec![ring(0.0, 0.1), ring(0.04, 0.06)]] }
    }

    #[test]
    fn inside_outside_and_in_a_hole() {
        let square = square();
        assert!(square.holds((3.01, 50.01)));
        assert!(!square.holds((3.2, 50.01)));
        assert!(!square.holds((3.05, 50.05)));
        assert!((square.metres_to_edge((3.0, 50.11)) - 1112.0).abs() < 1.0);
        assert_eq!(square.centre(), Some((3.05, 50.05)));
    }

    #[test]
    fn a_contour_is_simplified_within_its_tolerance_and_stays_closed() {
        // A circle of 2 km with a wave of 4 m on it, a point each 12 m.
        let ring: Vec<Point> = (0..=1000)
            .map(|n| {
                let turn = f64::from(n % 1000) * std::f64::consts::TAU / 1000.0;
                let radius = (2000.0 + 4.0 * (turn * 40.0).sin()) / DEGREE;
                (3.0 + radius * turn.cos() / 50.6_f64.to_radians().cos(), 50.6 + radius * turn.sin())
            })
            .collect();
        let contour = Contour { polygons: vec![vec![ring.clone()]] };
        let outer = &contour.outer()[0];
        assert!(outer.len() < 100, "{} points stay", outer.len());
        assert_eq!(outer.first(), outer.last());
        let simple = Contour { polygons: vec![vec![outer.clone()]] };
        for point in &ring {
            let off = simple.metres_to_edge(*point);
            // Rounding adds half a metre each way.
            assert!(off <= COARSE + 1.0, "{off} m off");
        }
        assert_eq!(square().outer()[0], square().polygons[0][0], "corners stay");
    }

    #[test]
    fn a_ring_of_nothing_is_left_out() {
        let dot = vec![(3.0, 50.0), (3.00001, 50.0), (3.0, 50.00001), (3.0, 50.0)];
        assert!(Contour { polygons: vec![vec![dot], vec![]] }.outer().is_empty());
        assert_eq!(simplify(&[(1.0, 2.0)], 10.0), [(1.0, 2.0)]);
        let ring = [(3.0, 50.0), (3.1, 50.0), (3.1, 50.1), (3.0, 50.0)];
        assert_eq!(simplify(&ring, 10.0), ring);
    }

    #[test]
    fn a_known_distance() {
        // Lille, Grand-Place to Roubaix, Grand-Place: 10.6 km.
        let metres = metres((3.06350, 50.63702), (3.17456, 50.69215));
        assert!((metres - 9_900.0).abs() < 200.0, "{metres}");
    }
}
