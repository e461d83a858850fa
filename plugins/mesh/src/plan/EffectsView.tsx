import Typography from '@material-ui/core/Typography';
import {
  CallerEffect,
  describeProtocol,
  StageEffects,
} from '@onmesh/plugin-mesh-common';
import { FindingsList } from '../components/FindingsList';
import { Sentences } from '../components/Sentences';
import { StateText } from '../components/StateText';
import { Subheading } from '../components/Subheading';
import { verdictWords } from '../words/statusWords';
import { Words } from '../words/Tone';
import { plural } from '../words/formatNumber';
import { groupEffects, Outcome } from './groupEffects';

const outcomes: [Outcome, Words][] = [
  ['loses', { label: 'Loses access', tone: 'bad' }],
  ['unclear', { label: 'Cannot be judged', tone: 'unknown' }],
  ['gains', { label: 'Gains access', tone: 'good' }],
  ['keeps', { label: 'Keeps what it has', tone: 'neutral' }],
];

function CallerLine({ effect }: { effect: CallerEffect }) {
  const { caller, before, after, reason } = effect;
  const verdicts =
    before === after
      ? verdictWords[after].label
      : `${verdictWords[before].label} → ${verdictWords[after].label}`;
  return (
    <li>
      {caller.label}: {verdicts}. {reason}
    </li>
  );
}

/** Who loses, gains and keeps access, which findings come and go, and whether pods restart. */
export function EffectsView(props: { effects: StageEffects }) {
  const {
    callers,
    appearing,
    resolved,
    restarts,
    protocols = [],
  } = props.effects;
  const groups = groupEffects(callers);
  return (
    <>
      {callers.length === 0 && (
        <Typography>No caller is known, so none can be judged.</Typography>
      )}
      {outcomes.map(
        ([outcome, words]) =>
          groups[outcome].length > 0 && (
            <div key={outcome}>
              <StateText
                words={{
                  ...words,
                  label: `${words.label}: ${plural(groups[outcome].length, 'caller')}`,
                }}
              />
              <ul>
                {groups[outcome].map((effect, index) => (
                  <CallerLine
                    key={`${effect.caller.label}-${index}`}
                    effect={effect}
                  />
                ))}
              </ul>
            </div>
          ),
      )}
      <Typography>
        {restarts
          ? 'Pods are replaced one by one.'
          : 'No pod restarts because of this stage.'}
      </Typography>
      {protocols.length > 0 && (
        <Sentences items={protocols.map(describeProtocol)} />
      )}
      {appearing.length > 0 && (
        <>
          <Subheading level="h5">Findings that appear</Subheading>
          <FindingsList findings={appearing} empty="" />
        </>
      )}
      {resolved.length > 0 && (
        <>
          <Subheading level="h5">Findings that this resolves</Subheading>
          <FindingsList findings={resolved} empty="" />
        </>
      )}
    </>
  );
}
