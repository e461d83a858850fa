/** Manifests as they lie in Git: no pods, no namespace, no times. */
export const shop = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: frontend}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: payments}
spec:
  selector: {matchLabels: {app: payments}}
  template:
    metadata: {labels: {app: payments}}
    spec: {serviceAccountName: payments, containers: [{name: payments}]}
---
apiVersion: v1
kind: Service
metadata: {name: payments}
spec:
  selector: {app: payments}
  ports: [{name: http, port: 80, targetPort: 8080}]
`;

/** As `shop`, closed to plaintext and to all but the frontend. */
export const closedShop = `${shop}---
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: default}
spec: {mtls: {mode: STRICT}}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: callers}
spec:
  rules:
    - from: [{source: {serviceAccounts: [frontend]}}]
      to: [{operation: {methods: [GET], paths: [/cart*]}}]
`;
