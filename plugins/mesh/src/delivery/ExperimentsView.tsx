import Typography from '@material-ui/core/Typography';
import {
  DeliveryExperiment,
  ExperimentVersion,
} from '@onmesh/plugin-mesh-common';
import { Column, DataTable } from '../components/DataTable';
import { StateText } from '../components/StateText';
import { analysisPhaseWords } from '../words/deliveryWords';
import { formatMoment } from '../words/formatMoment';
import { formatPercent } from '../words/formatNumber';
import { AnalysesView } from './AnalysesView';

const columns: Column<ExperimentVersion>[] = [
  { title: 'Version', render: ({ name }) => name },
  { title: 'Images', render: ({ images }) => images.join(', ') || 'Unknown' },
  {
    title: 'Ready pods',
    render: ({ pods, message }) =>
      [pods ? `${pods.ready} of ${pods.wanted}` : 'Unknown', message]
        .filter(Boolean)
        .join('; '),
  },
  { title: 'Share of requests', render: ({ share }) => formatPercent(share) },
];

/** Versions that run beside the delivery for a while, and how they compare. */
export function ExperimentsView(props: { experiments: DeliveryExperiment[] }) {
  return (
    <>
      {props.experiments.map(experiment => {
        const { name, phase, message, until, versions, analysis } = experiment;
        return (
          <div key={name}>
            <Typography component="div">
              <StateText words={analysisPhaseWords[phase]}>
                : experiment {name}
                {until && `, until ${formatMoment(until)}`}
                {message && `. ${message}`}
              </StateText>
            </Typography>
            <DataTable
              caption={`Versions of experiment ${name}`}
              columns={columns}
              rows={versions}
              rowKey={version => version.name}
              empty="Its versions could not be read."
            />
            <AnalysesView analyses={analysis} />
          </div>
        );
      })}
    </>
  );
}
