// Møtevakt on Azure Container Apps with PostgreSQL, in two goes: without `image` all that the bot leans on is made;
// then somebody puts certificate and data key into the vault (deploy/README.md); then, with `image`, the bot itself.
targetScope = 'resourceGroup'

@description('Where all of it lies.')
param location string = 'norwayeast'

@description('The beginning of all names.')
@minLength(3)
@maxLength(12)
param name string = 'motevakt'

@description('Registry, repository and tag or digest of the image. Empty: the bot is not started yet.')
param image string = ''

@description('Registry that the bot\'s identity may pull from (role AcrPull, given by hand). Empty: one that asks for nothing.')
param registryServer string = ''

@description('The bot\'s app id in Entra.')
param appId string

@description('The tenant of that app.')
param appTenantId string = tenant().tenantId

@description('Further plain settings, by their names in the README, as { name, value }. Never a secret.')
param settings array = []

@description('Whether the vault holds a certificate `graph`, for what Microsoft Graph encrypts.')
param graphCertificate bool = false

@description('Whether booking systems reach PUT /api/meetings from the internet. Each still needs a token with Meetings.Register.')
param announcements bool = false

@description('Whether the data protection officer\'s pages, /tilsyn, are reached from the internet. Each still needs an account with Tilsyn.Read.')
param officersPages bool = false

@description('A name of the hospital\'s own that is already bound to the environment. Empty: a name that Azure gives.')
param publicHost string = ''

@description('Posts nothing until somebody has looked at /readyz.')
param paused bool = true

@description('Addresses (CIDR) from which people may reach the vault\'s data.')
param operatorAddresses array = []

@description('Fewest and most replicas.')
@minValue(2)
param minReplicas int = 2
@minValue(2)
param maxReplicas int = 5

@description('Password of the database, of letters and digits alone. Kept in the vault; the bot cannot sign in with its identity yet.')
@minLength(24)
@secure()
param databasePassword string

@description('Machine of the database, and whether a second one stands by in another zone.')
param databaseSku string = 'Standard_D2ds_v5'
param databaseTier string = 'GeneralPurpose'
param databaseStandby bool = true

var secretsUser = '4633458b-17de-408a-874b-0445c86b69e6' // role Key Vault Secrets User

resource logs 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 90
  }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
}

resource network 'Microsoft.Network/virtualNetworks@2024-05-01' = {
  name: '${name}-network'
  location: location
  properties: {
    addressSpace: { addressPrefixes: [ '10.80.0.0/16' ] }
    subnets: [
      {
        name: 'apps'
        properties: {
          addressPrefix: '10.80.0.0/23'
          serviceEndpoints: [ { service: 'Microsoft.KeyVault' } ]
          delegations: [
            {
              name: 'apps'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'database'
        properties: {
          addressPrefix: '10.80.2.0/28'
          delegations: [
            {
              name: 'database'
              properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' }
            }
          ]
        }
      }
    ]
  }
}

resource appsSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'apps'
}

resource databaseSubnet 'Microsoft.Network/virtualNetworks/subnets@2024-05-01' existing = {
  parent: network
  name: 'database'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: '${name}-${take(uniqueString(resourceGroup().id), 8)}'
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true // the data key is never lost by a slip
    softDeleteRetentionInDays: 90
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'AzureServices'
      virtualNetworkRules: [ { id: appsSubnet.id } ]
      ipRules: [for address in operatorAddresses: {
        value: address
      }]
    }
  }
}

resource vaultReadByBot 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: vault
  name: guid(vault.id, identity.id, secretsUser)
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

resource vaultAudit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: vault
  name: 'audit'
  properties: {
    workspaceId: logs.id
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

module database 'modules/database.bicep' = {
  name: '${name}-database'
  params: {
    location: location
    name: name
    networkId: network.id
    subnetId: databaseSubnet.id
    vaultName: vault.name
    password: databasePassword
    sku: databaseSku
    tier: databaseTier
    standby: databaseStandby
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: '${name}-environment'
  location: location
  properties: {
    zoneRedundant: true
    vnetConfiguration: {
      infrastructureSubnetId: appsSubnet.id
      internal: false
    }
    workloadProfiles: [
      {
        name: 'Consumption'
        workloadProfileType: 'Consumption'
      }
    ]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

module bot 'modules/bot.bicep' = if (!empty(image)) {
  name: '${name}-bot'
  params: {
    location: location
    name: name
    environmentName: environment.name
    identityId: identity.id
    vaultUri: vault.properties.vaultUri
    databaseUrlSecret: database.outputs.urlSecret
    image: image
    registryServer: registryServer
    appId: appId
    appTenantId: appTenantId
    settings: settings
    graphCertificate: graphCertificate
    announcements: announcements
    officersPages: officersPages
    publicHost: publicHost
    paused: paused
    minReplicas: minReplicas
    maxReplicas: maxReplicas
  }
  dependsOn: [
    vaultReadByBot
  ]
}

output vaultName string = vault.name
output identityPrincipalId string = identity.properties.principalId
output publicUrl string = 'https://${empty(publicHost) ? '${name}routes.${environment.properties.defaultDomain}' : publicHost}'
