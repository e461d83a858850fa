import Typography from '@material-ui/core/Typography';
import { DeliveryAnalysis, DeliveryMetric } from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { analysisPhaseWords } from '../words/deliveryWords';
import { MetricChart } from './MetricChart';
import { MetricQueries } from './MetricQueries';

const columns: Column<DeliveryMetric>[] = [
  {
    title: 'Metric',
    render: ({ name, queries = [] }) => (
      <>
        {name}
        <MetricQueries queries={queries} />
      </>
    ),
  },
  {
    title: 'Verdict',
    render: metric => (
      <StateText words={analysisPhaseWords[metric.phase]}>
        {metric.reason && `: ${metric.reason}`}
        {metric.words?.concern && `: ${metric.words.text}`}
        {metric.dryRun && ' (only tried, does not count)'}
      </StateText>
    ),
  },
  { title: 'Last value', render: metric => metric.value ?? 'Unknown' },
  {
    title: 'Over time',
    render: ({ series }) =>
      series ? <MetricChart series={series} /> : 'No numbers',
  },
  {
    title: 'Must satisfy',
    render: metric =>
      metric.condition === undefined ? (
        'Unknown'
      ) : (
        <code>{metric.condition}</code>
      ),
  },
  {
    title: 'Passed and failed',
    render: ({ successes, failures }) =>
      `${successes ?? 'Unknown'} and ${failures ?? 'unknown'}`,
  },
];

/** What was measured of the new version, and what came out. */
export function AnalysesView(props: { analyses: DeliveryAnalysis[] }) {
  return (
    <>
      {props.analyses.map(analysis => (
        <div key={analysis.name}>
          <Typography component="div">
            <StateText words={analysisPhaseWords[analysis.phase]}>
              : analysis {analysis.name}
              {analysis.message && `. ${analysis.message}`}
            </StateText>
          </Typography>
          <DataTable
            caption={`Metrics of analysis ${analysis.name}`}
            columns={columns}
            rows={analysis.metrics}
            rowKey={metric => metric.name}
            empty="Nothing was measured yet, or it could not be read."
          />
        </div>
      ))}
    </>
  );
}
