"""Debian's python3-authlib: code + PKCE, id_token, userinfo, refresh, introspection, revocation. It talks to its caller as party.mjs does."""

import json
import os
import secrets

from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc8414 import AuthorizationServerMetadata
from authlib.oidc.core import CodeIDToken, UserInfo

settings = json.loads(os.environ["RELYING_PARTY"])
issuer, client_id = settings["issuer"], settings["clientId"]


def report(step):
    print(json.dumps({"step": step}), flush=True)


def browse(url):
    print(json.dumps({"open": url}), flush=True)
    return input()


session = OAuth2Session(
    client_id,
    settings["clientSecret"],
    token_endpoint_auth_method=settings["method"],
    scope="openid profile email offline_access books.read",
    redirect_uri=settings["redirectUri"],
    code_challenge_method="S256",
)
server = session.get(issuer + "/.well-known/oauth-authorization-server", withhold_token=True).json()
AuthorizationServerMetadata(server).validate()  # RFC 8414, each member
assert server["issuer"] == issuer
report("metadata")

verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
url, state = session.create_authorization_url(server["authorization_endpoint"], code_verifier=verifier, nonce=nonce)
tokens = session.fetch_token(server["token_endpoint"], authorization_response=browse(url), state=state, code_verifier=verifier)
report("code")

keys = JsonWebKey.import_key_set(session.get(server["jwks_uri"], withhold_token=True).json())
claims = jwt.decode(
    tokens["id_token"],
    keys,
    claims_cls=CodeIDToken,
    claims_options={"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}},
    claims_params={"nonce": nonce, "client_id": client_id, "access_token": tokens["access_token"]},
)
claims.validate(leeway=5)
report("id_token")

person = UserInfo(session.get(server["userinfo_endpoint"]).json())
assert person.sub == claims.sub and person.preferred_username == "alice"
report("userinfo")

refreshed = session.refresh_token(server["token_endpoint"], refresh_token=tokens["refresh_token"])
assert refreshed["refresh_token"] != tokens["refresh_token"]
report("refresh")

assert session.introspect_token(server["introspection_endpoint"], token=refreshed["access_token"]).json()["active"] is True
session.revoke_token(server["revocation_endpoint"], token=refreshed["refresh_token"]).raise_for_status()
assert session.introspect_token(server["introspection_endpoint"], token=refreshed["refresh_token"]).json() == {"active": False}
report("revocation")
