/** A condition on one column, as data: rules write it and the store turns it into SQL. */
export interface RequestFilter {
  key: 'requester' | 'state' | 'entityRef';
  values: string[];
}
