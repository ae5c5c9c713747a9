// An example: copy it, fill it in, keep it where settings are kept. No secret stands here.
using 'main.bicep'

param appId = '00000000-0000-0000-0000-000000000001'
param image = ''              // first go; then: 'sykehuset.azurecr.io/motevakt@sha256:…'
param registryServer = ''     // 'sykehuset.azurecr.io'
param graphCertificate = false // true once the vault holds it
param operatorAddresses = []  // [ '192.0.2.10/32' ]: from where certificate and key are put into the vault
param databasePassword = readEnvironmentVariable('DATABASE_PASSWORD')
