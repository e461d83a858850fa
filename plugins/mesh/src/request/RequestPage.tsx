import { useParams } from 'react-router-dom';
import { QueryView } from '../components/QueryView';
import { useRequest } from '../queries/useRequest';
import { RequestView } from './RequestView';

/** One request, live. */
export function RequestPage() {
  const { id = '' } = useParams();
  const query = useRequest(id);
  return (
    <QueryView query={query} what={`request ${id}`}>
      {answer => (
        // From one request to another nothing is taken along: what was open, done or focused there.
        <RequestView key={answer.request.id} answer={answer} />
      )}
    </QueryView>
  );
}
