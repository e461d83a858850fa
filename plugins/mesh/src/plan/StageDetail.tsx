import { ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { GateResult, PlanStage } from '@onmesh/plugin-mesh-common';
import { Subheading } from '../components/Subheading';
import { YamlText } from '../components/YamlText';
import { EffectsView } from './EffectsView';
import { FileDiff } from './FileDiff';
import { GateList } from './GateList';

/** One stage: why, what it does to whom, what must hold afterwards, and every line that it writes. */
export function StageDetail(props: {
  stage: PlanStage;
  gateResults?: GateResult[];
  /** What happened to it so far. */
  children?: ReactNode;
}) {
  const { stage, gateResults, children } = props;
  return (
    <div>
      <Typography paragraph>{stage.why}</Typography>
      {children}
      <Subheading>Effects</Subheading>
      <EffectsView effects={stage.effects} />
      {stage.hints?.map(({ text, yaml }) => (
        <div key={text}>
          <Subheading>To be set elsewhere</Subheading>
          <Typography paragraph>{text}</Typography>
          <YamlText text={yaml} />
        </div>
      ))}
      <Subheading>Must hold before the next stage</Subheading>
      <GateList gates={stage.gates} results={gateResults} />
      <Subheading>Files</Subheading>
      {stage.files.map(file => (
        <FileDiff key={file.path} file={file} />
      ))}
    </div>
  );
}
