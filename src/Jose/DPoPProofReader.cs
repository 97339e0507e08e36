using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Jose;

/// <summary>Reads DPoP proofs: the list of RFC 9449 §4.3. This is the only place where a key that a header carries counts: it proves
/// nothing but that the sender holds its private half.</summary>
public static class DPoPProofReader
{
    private const int MaxLength = 8 * 1024;

    /// <summary>Reads the proof of a request. Never throws for anything that a header may contain.</summary>
    /// <param name="fields">Every <c>DPoP</c> header field of the request.</param>
    /// <param name="expectations">What the proof must be made for.</param>
    public static DPoPReading Read(IReadOnlyList<string?> fields, DPoPExpectations expectations)
    {
        if (fields is not [{ Length: > 0 } proof]) return Refuse("There must be one DPoP header with one proof."); // 1
        if (!TryKey(proof, out var key)) return Refuse("The header of the proof has no public key as jwk."); // 2, 7

        var reading = JwtReader.Read(proof, new JwtExpectations // 2, 4, 5, 6
        {
            Type = JwtTypes.DPoPProof,
            Keys = new VerificationKeySet([key]),
            Time = expectations.Time,
            ValidateLifetime = false,
            MaxLength = MaxLength,
        });
        if (reading is JwtReading.Invalid(_, var detail)) return Refuse($"The proof is not valid: {detail}.");

        var jwt = ((JwtReading.Valid)reading).Token;
        return CheckClaims(jwt, expectations) is { } refusal ? refusal : Accept(key, jwt, expectations);
    }

    private static DPoPReading.Invalid? CheckClaims(Jwt jwt, DPoPExpectations expectations)
    {
        if (jwt is not { Id.Length: > 0, IssuedAt: { } issuedAt } || jwt.String("htm") is not { } htm || jwt.String("htu") is not { } htu)
            return Refuse("The proof lacks jti, htm, htu or iat."); // 3
        if (htm != expectations.Method) return Refuse("htm is not the method of the request."); // 8
        if (!expectations.Uris.Any(uri => HttpTarget.AreSame(htu, uri))) return Refuse("htu is not the address of the request."); // 9

        if (expectations.Nonces is { } nonces) // 10, and 11 by the nonce's own time
        {
            if (jwt.String("nonce") is not { } nonce || !nonces.Accepts(nonce))
                return new DPoPReading.Invalid("use_dpop_nonce", "The proof needs the nonce of the DPoP-Nonce header.");
        }
        else if ((expectations.Time.GetUtcNow() - issuedAt).Duration() > expectations.Window)
        {
            return Refuse("iat is too far from the server's time."); // 11
        }

        return expectations.AccessToken is { } token && jwt.String("ath") != HashOf(token)
            ? Refuse("ath is not the hash of the access token.") // 12
            : null;
    }

    private static DPoPReading.Valid Accept(JsonWebKey key, Jwt jwt, DPoPExpectations expectations)
    {
        // Twice the span: the clocks of two instances may differ, and the id must outlive the proof on each.
        var until = expectations.Nonces is null
            ? jwt.IssuedAt!.Value + expectations.Window * 2
            : expectations.Time.GetUtcNow() + DPoPNonces.Lifetime * 2;
        return new DPoPReading.Valid(new DPoPProof(key.Thumbprint(), jwt.Id!, until));
    }

    /// <summary>The key of the header, under the header's own <c>kid</c>: whatever name it goes by, it is the only one.</summary>
    private static bool TryKey(string proof, [NotNullWhen(true)] out JsonWebKey? key)
    {
        key = null;
        var end = proof.IndexOf('.', StringComparison.Ordinal);
        if (end < 0 || proof.Length > MaxLength || !StrictBase64Url.TryDecode(proof.AsSpan(0, end), out var bytes)) return false;
        if (!StrictJson.TryParseObject(bytes, out var header) || !header.TryGetProperty("jwk", out var jwk)) return false;
        if (!JsonWebKey.TryParse(jwk, out var parsed) || !JwsHeader.TryRead(proof.AsSpan(0, end), out var read, out _)) return false;
        key = parsed with { KeyId = read.KeyId };
        return true;
    }

    /// <summary>RFC 9449 §4.2.</summary>
    private static string HashOf(string accessToken) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(accessToken)));

    private static DPoPReading.Invalid Refuse(string detail) => new("invalid_dpop_proof", detail);
}
