import Typography from '@material-ui/core/Typography';
import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { useRequests } from '../queries/useRequests';
import { RequestsTable } from '../requests/RequestsTable';
import { byRisk } from './byRisk';

/** What waits for a review, the riskiest first. */
export function ApprovalsPage() {
  const query = useRequests({ state: 'submitted' });
  return (
    <Section title="Approvals" level="h2">
      <Typography paragraph>
        Open a request to see its plan and to review it. Nobody reviews their
        own request.
      </Typography>
      <QueryView query={query} what="the requests that wait for approval">
        {({ items }) => (
          <RequestsTable
            caption="Requests that wait for approval"
            requests={[...items].sort(byRisk)}
            now={query.dataUpdatedAt}
            empty="No request waits for approval."
          />
        )}
      </QueryView>
    </Section>
  );
}
