const PI = 3.14159265358979;

struct Frame {
  time: f32,       // diffusion time · multiplier on k
  constantK: f32,  // below 0: the learned diffusivity
  pitch: f32,      // tile + gap, in canvas pixels
  tile: f32,
  radius: f32,     // of the corners
  columns: u32,
  tiles: u32,
  smoothly: u32,
  height: u32,     // tokens
  width: u32,
  ownScale: u32,   // each channel on the scale of its present maximum
  logarithmic: u32,
  floor: f32,      // share of the scale at which a logarithmic one begins
}

struct Tile {
  channel: u32,
  scale: f32,
}

@group(0) @binding(0) var<uniform> frame: Frame;

// Compute: one workgroup per channel. heat ← IDCT2(spectra · exp(−λ k t)), the heat operator (vHeat, eq. 8).
@group(0) @binding(1) var<storage, read> spectra: array<f32>;      // [c, h, w]
@group(0) @binding(2) var<storage, read> diffusivity: array<f32>;  // [c, h, w]
@group(0) @binding(3) var<storage, read> cosines: array<f32>;      // DCT matrices [h, h] then [w, w]
@group(0) @binding(4) var<storage, read_write> rows: array<f32>;   // [c, h, w], transformed back along x
@group(0) @binding(5) var<storage, read_write> heat: array<f32>;   // [c, h, w]
@group(0) @binding(6) var<storage, read_write> peaks: array<f32>;  // [c], largest |heat|

const THREADS = 128u;
var<workgroup> largest: array<f32, THREADS>;

@compute @workgroup_size(THREADS)
fn conduct(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  let h = frame.height;
  let w = frame.width;
  let cells = h * w;
  let base = group.x * cells;

  for (var i = thread; i < cells; i += THREADS) {
    let omega = PI * vec2f(f32(i / w) / f32(h), f32(i % w) / f32(w));
    let k = select(frame.constantK, diffusivity[base + i], frame.constantK < 0.0);
    heat[base + i] = spectra[base + i] * exp(-dot(omega, omega) * k * frame.time);
  }
  storageBarrier();

  for (var i = thread; i < cells; i += THREADS) {
    let row = base + (i / w) * w;
    let column = h * h + i % w;
    var sum = 0.0;
    for (var m = 0u; m < w; m++) {
      sum = fma(heat[row + m], cosines[column + m * w], sum);
    }
    rows[base + i] = sum;
  }
  storageBarrier();

  for (var i = thread; i < cells; i += THREADS) {
    let y = i / w;
    let x = i % w;
    var sum = 0.0;
    for (var n = 0u; n < h; n++) {
      sum = fma(cosines[n * h + y], rows[base + n * w + x], sum);
    }
    heat[base + i] = sum;
    largest[thread] = max(largest[thread], abs(sum));
  }

  for (var step = THREADS / 2u; step > 0u; step /= 2u) {
    workgroupBarrier();
    if (thread < step) {
      largest[thread] = max(largest[thread], largest[thread + step]);
    }
  }
  if (thread == 0u) {
    peaks[group.x] = largest[0];
  }
}

// Draw: one triangle over the canvas; each pixel finds its tile, its channel and its place on the token grid.
@group(0) @binding(7) var<storage, read> shown: array<f32>;        // heat
@group(0) @binding(8) var<storage, read> tiles: array<Tile>;
@group(0) @binding(9) var<storage, read> maxima: array<f32>;       // peaks
@group(0) @binding(10) var colours: texture_2d<f32>;               // [256, 1]

@vertex
fn corners(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(f32(i / 2u) * 4.0 - 1.0, f32(i % 2u) * 4.0 - 1.0, 0.0, 1.0);
}

fn token(base: u32, at: vec2i) -> f32 {
  let last = vec2i(i32(frame.width), i32(frame.height)) - 1;
  let cell = vec2u(clamp(at, vec2i(0), last));
  return shown[base + cell.y * frame.width + cell.x];
}

@fragment
fn paint(@builtin(position) position: vec4f) -> @location(0) vec4f {
  let place = vec2u(position.xy / frame.pitch);
  let inside = position.xy - vec2f(place) * frame.pitch;
  let index = place.y * frame.columns + place.x;
  if (index >= frame.tiles || place.x >= frame.columns || max(inside.x, inside.y) >= frame.tile) {
    return vec4f(0.0);
  }
  let tile = tiles[index];
  let base = tile.channel * frame.width * frame.height;
  let grid = inside / frame.tile * vec2f(f32(frame.width), f32(frame.height));

  var value = token(base, vec2i(grid));
  if (frame.smoothly != 0u) {
    let corner = vec2i(floor(grid - 0.5));
    let part = fract(grid - 0.5);
    let upper = mix(token(base, corner), token(base, corner + vec2i(1, 0)), part.x);
    let lower = mix(token(base, corner + vec2i(0, 1)), token(base, corner + vec2i(1, 1)), part.x);
    value = mix(upper, lower, part.y);
  }
  var scale = tile.scale;
  if (frame.ownScale != 0u && maxima[tile.channel] > 0.0) {
    scale = maxima[tile.channel];
  }
  var at = value / scale;
  if (frame.logarithmic != 0u) {
    at = sign(at) * max(0.0, 1.0 - log(max(abs(at), 1e-30)) / log(frame.floor));
  }
  let entry = clamp((at + 1.0) * 127.5 + 0.5, 0.0, 255.0);
  let colour = textureLoad(colours, vec2i(i32(entry), 0), 0).rgb;

  // Distance to the rounded corner, one pixel soft.
  let from_edge = abs(inside - 0.5 * frame.tile) - (0.5 * frame.tile - frame.radius);
  let alpha = clamp(frame.radius - length(max(from_edge, vec2f(0.0))) + 0.5, 0.0, 1.0);
  return vec4f(colour * alpha, alpha);
}
