#!/usr/bin/env bash
# Makes what docker-compose.yml needs and what no repository may hold: .env with passwords, and below deploy/secrets the master key and
# certificates for the host names. What is there already is kept. DOMAIN (identity.test) can be set.
set -euo pipefail
cd "$(dirname "$0")/.."
domain=${DOMAIN:-identity.test}
secrets=deploy/secrets
umask 077
mkdir -p $secrets

secret() { openssl rand -base64 33 | tr '+/' '-_'; }

if [ ! -f .env ]; then
  cat >.env <<EOF
DOMAIN=$domain
POSTGRES_PASSWORD=$(secret)
ADMIN_UI_SECRET=$(secret)
ADMIN_EMAIL=admin@$domain
ADMIN_PASSWORD=Aa1-$(secret)
EOF
  echo "Passwords were written to .env."
fi
domain=$(sed -n 's/^DOMAIN=//p' .env)

[ -f $secrets/master.key ] || openssl rand -base64 32 >$secrets/master.key

if [ ! -f $secrets/server.crt ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=Identity authority for $domain" \
    -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" \
    -addext "nameConstraints=critical,permitted;DNS:$domain" -keyout $secrets/ca.key -out $secrets/ca.crt 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=id.$domain" -keyout $secrets/server.key -out $secrets/server.csr 2>/dev/null
  openssl x509 -req -in $secrets/server.csr -CA $secrets/ca.crt -CAkey $secrets/ca.key -CAcreateserial -days 365 -out $secrets/server.crt 2>/dev/null \
    -extfile <(printf 'subjectAltName=DNS:id.%s,DNS:api.%s,DNS:admin.%s,DNS:mtls.%s\nextendedKeyUsage=serverAuth\nbasicConstraints=CA:FALSE\n' "$domain" "$domain" "$domain" "$domain")
  rm -f $secrets/server.csr $secrets/ca.srl
  echo "Certificates for id, api and admin.$domain were made; let your browser trust $secrets/ca.crt."
fi

# The containers run as other users. The folder itself keeps everybody else on this machine out.
chmod 0700 $secrets
chmod 0644 $secrets/master.key $secrets/ca.crt $secrets/server.crt $secrets/server.key

echo "Let this machine find the hosts: 127.0.0.1 id.$domain api.$domain admin.$domain   (in /etc/hosts)"
echo "Then: docker compose up --build"
