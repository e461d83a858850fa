import Typography from '@material-ui/core/Typography';
import { Profile, profileYaml } from '@onmesh/plugin-mesh-common';
import { YamlText } from '../../components/YamlText';
import { FoldedPart } from '../form/FoldedPart';

/** What the form says, as a file for `onmesh plan` and pipelines. */
export function YamlPart(props: {
  /** Undefined while a field is wrong. */
  profile: Profile | undefined;
}) {
  const { profile } = props;
  return (
    <FoldedPart title="As YAML" summary="for onmesh plan -f">
      {profile ? (
        <YamlText text={profileYaml(profile)} />
      ) : (
        <Typography variant="body2">
          There is none while a field is wrong; the preview says which.
        </Typography>
      )}
    </FoldedPart>
  );
}
