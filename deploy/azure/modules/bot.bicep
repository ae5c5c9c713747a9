// The bot: at least two replicas, reached from outside by the routes below alone.
param location string
param name string
param environmentName string
param identityId string
param vaultUri string
param databaseUrlSecret string
param image string
param registryServer string
param appId string
param appTenantId string
param settings array
param graphCertificate bool
param announcements bool
param officersPages bool
param publicHost string
param paused bool
param minReplicas int
param maxReplicas int

var port = 3978
var secretsPath = '/run/secrets/motevakt'
var host = empty(publicHost) ? '${routesName}.${environment.properties.defaultDomain}' : publicHost
var routesName = '${name}routes'
var openPaths = concat(
  [ '/api/messages', '/personvern' ],
  graphCertificate ? [ '/api/graph/notifications', '/api/graph/lifecycle' ] : [],
  announcements ? [ '/api/meetings' ] : []
)
var graphFile = graphCertificate ? [ 'graph' ] : []
var secretNames = concat([ databaseUrlSecret, 'data-key', 'sign-in' ], graphFile)
var files = [for file in concat([ 'data-key', 'sign-in' ], graphFile): {
  secretRef: file
  path: file
}]
var openRoutes = [for path in openPaths: {
  match: {
    path: path
    caseSensitive: true
  }
}]
var officersRoutes = officersPages ? [ { match: { pathSeparatedPrefix: '/tilsyn', caseSensitive: true } } ] : []

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' existing = {
  name: environmentName
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: {
        external: false
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [
        {
          server: registryServer
          identity: identityId
        }
      ]
      // Without a version in the address the newest is taken: of a certificate too, whose secret is its PEM with the key.
      secrets: [for secret in secretNames: {
        name: secret
        keyVaultUrl: '${vaultUri}secrets/${secret}'
        identity: identityId
      }]
    }
    template: {
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'motevakt'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: concat(
            [
              {
                name: 'MicrosoftAppId'
                value: appId
              }
              {
                name: 'MicrosoftAppTenantId'
                value: appTenantId
              }
              {
                name: 'MicrosoftAppCertificatePath'
                value: '${secretsPath}/sign-in'
              }
              {
                name: 'DATA_KEY_PATH'
                value: '${secretsPath}/data-key'
              }
              {
                name: 'GRAPH_CERTIFICATE_PATH'
                value: graphCertificate ? '${secretsPath}/graph' : ''
              }
              {
                name: 'DATABASE_URL'
                secretRef: databaseUrlSecret
              }
              {
                name: 'PUBLIC_URL'
                value: 'https://${host}'
              }
              {
                name: 'BOT_SERVICE_HOSTS'
                value: 'smba.trafficmanager.net'
              }
              {
                name: 'PAUSED'
                value: paused ? 'yes' : 'no'
              }
            ],
            settings
          )
          volumeMounts: [
            {
              volumeName: 'secrets'
              mountPath: secretsPath
            }
          ]
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 3
              timeoutSeconds: 3
              failureThreshold: 40
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: port
              }
              periodSeconds: 15
              timeoutSeconds: 3
              failureThreshold: 4
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: port
              }
              periodSeconds: 10
              timeoutSeconds: 3
              failureThreshold: 3
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'secrets'
          storageType: 'Secret'
          secrets: files
        }
      ]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          {
            name: 'cpu'
            custom: {
              type: 'cpu'
              metadata: {
                type: 'Utilization'
                value: '60'
              }
            }
          }
        ]
      }
    }
  }
}

// The one way in. /healthz, /readyz and /metrics are not on it.
resource routes 'Microsoft.App/managedEnvironments/httpRouteConfigs@2025-07-01' = {
  parent: environment
  name: routesName
  properties: {
    customDomains: empty(publicHost) ? [] : [
      {
        name: publicHost
        bindingType: 'Auto'
      }
    ]
    rules: [
      {
        description: 'What Teams, Graph, booking systems and people reach'
        routes: concat(openRoutes, officersRoutes)
        targets: [
          {
            containerApp: app.name
          }
        ]
      }
    ]
  }
}
