export * from './describeMatch';
export * from './HTTPRoute';
export * from './RouteInput';
export * from './trafficShares';
export * from './TrafficRule';
export * from './request';
