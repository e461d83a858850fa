import Typography from '@material-ui/core/Typography';
import { plural } from '../../words/formatNumber';
import { usePart } from '../DraftContext';
import { DraftField } from '../form/DraftField';
import { FieldGrid } from '../form/FieldGrid';
import { OptionalPart } from '../form/OptionalPart';
import { RowList } from '../form/RowList';

/** Scrapes that do not go through the proxy. */
export function MetricsPart() {
  const [metrics, set] = usePart('metrics');
  const { isSet, port, path, scrapers } = metrics;
  return (
    <OptionalPart
      title="Metrics"
      path="metrics"
      isSet={isSet}
      summary={[
        port ? `port ${port}` : 'no port yet',
        scrapers.length > 0
          ? `for ${plural(scrapers.length, 'scraper')}`
          : 'for anybody',
      ].join(', ')}
      switchLabel="Scrapes ask the workload itself, not its proxy"
      onSwitch={next => set({ isSet: next })}
    >
      <FieldGrid>
        <DraftField
          label="Port"
          path="metrics.port"
          hint="that answers scrapes"
          value={port}
          onChange={next => set({ port: next })}
        />
        <DraftField
          label="Path"
          path="metrics.path"
          value={path}
          onChange={next => set({ path: next })}
        />
      </FieldGrid>
      <RowList
        noun="scraper"
        path="metrics.scrapers"
        rows={scrapers}
        blank={{ namespace: '', serviceAccount: '' }}
        onChange={next => set({ scrapers: next })}
        render={({ namespace, serviceAccount }, index, update) => (
          <FieldGrid>
            <DraftField
              label="Namespace"
              path={`metrics.scrapers.${index}.namespace`}
              value={namespace}
              onChange={next => update({ namespace: next })}
            />
            <DraftField
              label="Service account"
              path={`metrics.scrapers.${index}.serviceAccount`}
              value={serviceAccount}
              onChange={next => update({ serviceAccount: next })}
            />
          </FieldGrid>
        )}
      />
      {scrapers.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          Without a scraper anybody may scrape this port, in plaintext too.
        </Typography>
      )}
    </OptionalPart>
  );
}
