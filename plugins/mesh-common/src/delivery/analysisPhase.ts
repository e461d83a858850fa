/** How far an analysis, or one metric of it, is. `Pending` also before the controller has looked at it. */
export type AnalysisPhase =
  | 'Pending'
  | 'Running'
  | 'Successful'
  | 'Failed'
  | 'Error'
  | 'Inconclusive'
  | 'Unknown';

/** The phase that the controller wrote; a word that it does not have is unknown. */
export function analysisPhase(phase: string | undefined): AnalysisPhase {
  switch (phase) {
    case undefined:
    case null:
    case '':
    case 'Pending':
      return 'Pending';
    case 'Running':
    case 'Successful':
    case 'Failed':
    case 'Error':
    case 'Inconclusive':
      return phase;
    default:
      return 'Unknown';
  }
}

/** Whether nothing more will come of it. */
export function isCompleted(phase: AnalysisPhase): boolean {
  return (
    phase === 'Successful' ||
    phase === 'Failed' ||
    phase === 'Error' ||
    phase === 'Inconclusive'
  );
}
