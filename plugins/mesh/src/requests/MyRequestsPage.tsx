import { QueryView } from '../components/QueryView';
import { Section } from '../components/Section';
import { useIdentity } from '../queries/useIdentity';
import { useRequests } from '../queries/useRequests';
import { RequestsTable } from './RequestsTable';

/** What the person asked for, newest first. */
export function MyRequestsPage() {
  const identity = useIdentity();
  const requester = identity.data?.userEntityRef;
  const query = useRequests(requester ? { requester } : undefined);
  return (
    <Section title="My requests" level="h2">
      <QueryView query={identity} what="who you are">
        {() => (
          <QueryView query={query} what="your requests">
            {({ items }) => (
              <RequestsTable
                caption="Requests that you submitted"
                requests={items}
                now={query.dataUpdatedAt}
                empty="You have not submitted a request. Start from the Mesh tab of a service that you own."
              />
            )}
          </QueryView>
        )}
      </QueryView>
    </Section>
  );
}
