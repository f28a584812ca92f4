/**
 * `gelu(value)`, x·Φ(x), in WGSL, which has no error function: this is formula 7.1.26 of Abramowitz and Stegun, off by
 * at most 1.5e-7.
 * @param type f32 or a vector of it
 */
export function geluFunction(type: 'f32' | 'vec4<f32>'): string {
  return `
    fn gelu(value : ${type}) -> ${type} {
      let a = abs(value) * ${Math.SQRT1_2};
      let t = 1.0 / (1.0 + 0.3275911 * a);
      let p = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
      let erf = sign(value) * (${type}(1.0) - p * exp(-a * a));
      return 0.5 * value * (1.0 + erf);
    }`;
}
