import { readVectors } from '../__testUtils__/vectors';

type Groups = Record<string, unknown>;

/** Every group of data about deliveries, its size, and the test that compares it; exceptions stand in those tests. */
const compared: Record<string, Record<string, [number, string]>> = {
  'rollouts/expected.yaml': {
    rollouts: [9, 'controllerSummaries'],
    weights: [2, 'controllerSummaries'],
    info: [3, 'controllerSummaries'],
    experiments: [1, 'controllerSummaries'],
    list: [4, 'controllerSummaries'],
    listExperiments: [2, 'controllerSummaries'],
    handmade: [5, 'controllerSummaries'],
  },
  'rollouts/phase.yaml': {
    phase: [20, 'rolloutPhase'],
    fullyPromoted: [2, 'rolloutPhase'],
    generationObserved: [4, 'rolloutPhase'],
    workloadGenerationObserved: [4, 'rolloutPhase'],
    stepStrings: [12, 'canaryWeights'],
    currentStep: [3, 'canaryWeights'],
    setWeight: [6, 'canaryWeights'],
    canaryReplicasOrWeight: [4, 'controllerDecisions'],
    desiredWeightOnAbort: [4, 'controllerDecisions'],
    currentExperimentDuration: [4, 'controllerDecisions'],
    beforeBackgroundAnalysisStart: [4, 'controllerDecisions'],
    trafficWeightToReplicas: [7, 'controllerDecisions'],
    approximateCounts: [57, 'controllerDecisions'],
  },
  'rollouts/analysis.yaml': {
    chart: [88, 'analysis/dashboardVectors'],
    chartRows: [5, 'analysis/metricSeries'],
    metricVerdict: [57, 'analysis/metricVerdict'],
    runVerdict: [19, 'analysis/runVerdict'],
  },
  'rollouts/patches.yaml': { cases: [28, 'actions/rolloutPatches'] },
  'rollouts/lint/expected.yaml': { cases: [23, 'validation/rolloutProblems'] },
  'argocd/health.yaml': {
    cases: [
      47,
      'rolloutPhase 24, analysisStatus 11, experiments/experimentStatus 6, flagger/flaggerVectors 6',
    ],
  },
  'argocd/actions.yaml': {
    discovery: [11, 'actions/possibleActions'],
    actions: [9, 'actions/possibleActions'],
    application: [4, 'ownership/ownership'],
  },
  'flagger/canary-status.yaml': {
    argocdObjects: [6, 'flagger/flaggerVectors'],
    manifests: [21, 'flagger/flaggerVectors'],
    strategy: [6, 'flagger/flaggerVectors'],
    conditions: [10, 'flagger/flaggerVectors'],
    progress: [14, 'flagger/flaggerVectors'],
    routes: [20, 'flagger/flaggerVectors'],
    webhooks: [14, 'flagger/flaggerVectors'],
    status: [15, 'flagger/flaggerVectors'],
  },
};

/** Cases of a group; the functions of the dashboard are a group of groups. */
function sizeOf(group: unknown): number {
  const parts =
    typeof group === 'object' && group !== null && !Array.isArray(group)
      ? Object.values(group)
      : [group];
  return parts.flat().length;
}

const files = Object.keys(compared).map(
  file => [file, readVectors<Groups>(file)] as const,
);

(files[0][1] ? describe : describe.skip)('the data about deliveries', () => {
  it.each(files)('of %s is compared as a whole', (file, groups) => {
    const sizes = Object.entries(groups ?? {})
      .filter(([name]) => name !== 'source')
      .map(([name, group]) => [name, sizeOf(group)]);
    expect(Object.fromEntries(sizes)).toEqual(
      Object.fromEntries(
        Object.entries(compared[file]).map(([name, [size]]) => [name, size]),
      ),
    );
  });

  it('is 554 cases', () => {
    const sizes = Object.values(compared).flatMap(groups =>
      Object.values(groups).map(([size]) => size),
    );
    expect(sizes.reduce((a, b) => a + b, 0)).toBe(554);
  });
});
