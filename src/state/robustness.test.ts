import { expect, test, vi } from 'vitest';
import type {
  AccuracyCount,
  AccuracyRequest,
  EnginePort,
  Look,
  VHeatInfo,
} from '../engine/port.ts';
import { SEVERITIES } from '../math/disturb/severity.ts';
import { rejection, type Message } from './messages.ts';
import {
  createRobustness,
  kindsOf,
  measuredAmounts,
  severityOf,
  withSeverity,
} from './robustness.ts';
import { DEFAULTS, SEVERITY_KINDS } from './settings.ts';
import { createExplorerStore } from './store.ts';

const PICTURES = Array.from({ length: 4 }, (_, label) => ({
  source: { blob: new Blob([String(label)]) },
  label,
}));

/** The actions on an engine that counts as it is told. */
function scripted(
  answer: (
    request: AccuracyRequest,
    tell: (count: AccuracyCount) => void,
  ) => Promise<AccuracyCount>,
) {
  const store = createExplorerStore({ disturb: 'occlusion', patch: { x: 0.2, y: 0.9 }, k: 2 });
  store.setState({ vheat: { name: 'tiny', architecture: 'vheat' } as VHeatInfo });
  const looks: Look[] = [];
  const port = {
    look: (look: Look) => {
      looks.push(look);
      return Promise.resolve({});
    },
    accuracy: vi.fn(answer),
  };
  return { store, looks, port, actions: createRobustness(port as unknown as EnginePort, store) };
}
const allRight = ({ pictures, conditions }: AccuracyRequest): AccuracyCount => ({
  pictures: pictures.length,
  skipped: 0,
  right: conditions.map(() => pictures.length),
});

test('a severity beyond the axis of its disturbance is the end of that axis', () => {
  expect(severityOf({ disturb: 'size', severity: 4 }).amount).toBe(1);
  expect(severityOf({ disturb: 'size', severity: 0 }).amount).toBe(0.1);
  expect(severityOf({ disturb: 'rotation', severity: -180 }).amount).toBe(-180);
  for (const disturb of SEVERITY_KINDS)
    expect(severityOf({ disturb, severity: null }).amount).toBe(SEVERITIES[disturb].none);
});

test('another disturbance begins with none, unless it is given', () => {
  const before = { ...DEFAULTS, disturb: 'noise' as const, severity: 0.1 };
  expect(withSeverity({ disturb: 'blur' }, before)).toEqual({ disturb: 'blur', severity: null });
  expect(withSeverity({ disturb: 'noise' }, before)).toEqual({ disturb: 'noise' });
  expect(withSeverity({ disturb: 'blur', severity: 2 }, before)).toMatchObject({ severity: 2 });
  expect(withSeverity({ severity: 0.2 }, before)).toEqual({ severity: 0.2 });
});

test('amounts are measured in the order of the axis, none among them', () => {
  expect(measuredAmounts('contrast')).toEqual([1, 0.4, 0.3, 0.2, 0.1, 0.05]);
  expect(measuredAmounts('shift')).toEqual([-0.5, -0.25, -0.125, 0, 0.125, 0.25, 0.5]);
});

test('time is no disturbance for a network that conducts no heat', () => {
  expect(kindsOf({ architecture: 'vheat' })).toContain('time');
  expect(kindsOf({ architecture: 'vit' })).not.toContain('time');
});

test('a look disturbs the photo, or the network’s time, with the knobs as they are set', async () => {
  const { looks, actions } = scripted(() => Promise.reject(new Error('unused')));
  await actions.look('vit', { kind: 'occlusion', amount: 0.5 }, 'live');
  await actions.look('vheat', { kind: 'time', amount: 8 }, null);
  await actions.look('vheat', { kind: 'size', amount: 1 }, null);
  expect(looks[0]).toMatchObject({
    network: 'vit',
    lane: 'live',
    disturbance: { kind: 'occlusion', amount: 0.5, middle: { x: 0.2, y: 0.9 } },
    knobs: { t: 1, k: 2 },
  });
  expect(looks[1]).toMatchObject({ disturbance: null, knobs: { t: 8, k: 2 } });
  expect(looks[2]).toMatchObject({ disturbance: null, knobs: { t: 1, k: 2 } });
});

test('counts become curves; no disturbance is asked for once, whatever the kinds', async () => {
  const { port, actions } = scripted((request) =>
    Promise.resolve({
      pictures: 4,
      skipped: 1,
      right: request.conditions.map(({ disturbance }) => (disturbance === null ? 3 : 1)),
    }),
  );
  const { pictures, skipped, curves } = await actions.measure('vheat', ['noise', 'grey'], PICTURES);
  expect({ pictures, skipped }).toEqual({ pictures: 4, skipped: 1 });
  expect(curves.noise?.map(({ amount }) => amount)).toEqual([0, 0.08, 0.12, 0.18, 0.26, 0.38]);
  expect(curves.noise?.map(({ accuracy }) => accuracy)).toEqual([
    0.75, 0.25, 0.25, 0.25, 0.25, 0.25,
  ]);
  expect(curves.grey?.[0].accuracy).toBe(0.75);
  expect(curves.grey?.[0].standardError).toBeCloseTo(Math.sqrt((0.75 * 0.25) / 4), 12);
  const [{ conditions }] = port.accuracy.mock.calls[0];
  expect(conditions.filter(({ disturbance }) => disturbance === null)).toHaveLength(1);
  expect(conditions).toHaveLength(1 + 5 + 4);
});

test('a measurement of one’s own is in the store while it grows and after it', async () => {
  const { store, actions } = scripted((request, tell) => {
    tell({ pictures: 1, skipped: 0, right: request.conditions.map(() => 1) });
    expect(store.getState().robustness).toMatchObject({ state: 'running', pictures: 1, total: 4 });
    return Promise.resolve(allRight(request));
  });
  await actions.measureOwn('vheat', ['grey'], { pictures: PICTURES, unknown: ['dog'] });
  expect(store.getState().robustness).toMatchObject({
    state: 'done',
    network: { name: 'tiny' },
    pictures: 4,
    unknown: ['dog'],
    problem: null,
  });
});

test('what was counted before a cancel stays; a failure says why', async () => {
  let failure: Message = { code: 'cancelled', params: { of: 'measurement' } };
  const { store, actions } = scripted((request, tell) => {
    tell({ pictures: 2, skipped: 0, right: request.conditions.map(() => 2) });
    return Promise.reject(rejection(failure));
  });
  const measure = () => actions.measureOwn('vheat', ['grey'], { pictures: PICTURES, unknown: [] });
  await measure();
  expect(store.getState().robustness).toMatchObject({ state: 'cancelled', pictures: 2 });
  failure = { code: 'network-changed', params: {} };
  await measure();
  expect(store.getState().robustness).toMatchObject({ state: 'failed', problem: failure });
});
