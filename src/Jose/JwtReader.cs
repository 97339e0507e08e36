using System.Text;

namespace Jose;

/// <summary>Reads signed tokens: RFC 7515 §5.2 and RFC 7519 §7.2 in their order, with the rules of RFC 8725 §3.</summary>
public static class JwtReader
{
    /// <summary>Reads a token and says whether it is what was expected, or the first thing that it is not. Never throws for
    /// anything that a token may contain.</summary>
    public static JwtReading Read(string token, JwtExpectations expectations)
    {
        if (token.Length > expectations.MaxLength) return Refuse(JwtFault.Malformed, $"longer than {expectations.MaxLength} characters");
        if (!TrySplit(token, out var headerEnd, out var payloadEnd)) return Refuse(JwtFault.Malformed, "not three parts");

        if (!JwsHeader.TryRead(token.AsSpan(0, headerEnd), out var header, out var fault)) return Refuse(JwtFault.Malformed, fault);
        if (!StrictBase64Url.TryDecode(token.AsSpan(headerEnd + 1, payloadEnd - headerEnd - 1), out var payload))
            return Refuse(JwtFault.Malformed, "the payload is not base64url");
        if (!StrictBase64Url.TryDecode(token.AsSpan(payloadEnd + 1), out var signature))
            return Refuse(JwtFault.Malformed, "the signature is not base64url");

        if (CheckSignature(token.AsSpan(0, payloadEnd), header, signature, expectations) is { } refusal) return refusal;

        if (!StrictJson.TryParseObject(payload, out var claims)) return Refuse(JwtFault.Malformed, "the claims are not a JSON object");
        if (!RegisteredClaims.TryRead(claims, out var registered, out fault)) return Refuse(JwtFault.Malformed, fault);
        return CheckClaims(registered, expectations) is { } wrong ? wrong : new JwtReading.Valid(new Jwt(header, claims, registered));
    }

    private static bool TrySplit(string token, out int headerEnd, out int payloadEnd)
    {
        headerEnd = token.IndexOf('.', StringComparison.Ordinal);
        payloadEnd = headerEnd < 0 ? -1 : token.IndexOf('.', headerEnd + 1);
        return payloadEnd >= 0 && token.IndexOf('.', payloadEnd + 1) < 0;
    }

    private static JwtReading.Invalid? CheckSignature(
        ReadOnlySpan<char> signed, JwsHeader header, byte[] signature, JwtExpectations expectations)
    {
        if (!JwtTypes.Matches(expectations.Type, header.Type)) // RFC 8725 §3.11
            return Refuse(JwtFault.WrongType, $"typ is not {expectations.Type}");

        if (expectations.Secrets is { } secrets) return CheckMac(signed, header, signature, secrets, expectations.Algorithms);
        if (!(expectations.Algorithms ?? JwsAlgorithms.Supported).Contains(header.Algorithm) || JwsSuite.Find(header.Algorithm) is null)
            return Refuse(JwtFault.UnsupportedAlgorithm, "alg is not accepted"); // RFC 8725 §3.1

        if (expectations.Keys.Find(header.KeyId, header.Algorithm) is not { } key)
            return Refuse(JwtFault.UnknownKey, $"no key for kid and alg {header.Algorithm}");

        return key.Verify(Octets(signed), signature) ? null : Refuse(JwtFault.BadSignature, "the signature does not fit");
    }

    private static JwtReading.Invalid? CheckMac(
        ReadOnlySpan<char> signed, JwsHeader header, byte[] mac, SharedSecrets secrets, IReadOnlyCollection<string>? algorithms)
    {
        if (!MacAlgorithms.Supported.Contains(header.Algorithm) || algorithms?.Contains(header.Algorithm) == false)
            return Refuse(JwtFault.UnsupportedAlgorithm, "alg is not accepted");
        return secrets.Verify(header.Algorithm, Octets(signed), mac) ? null : Refuse(JwtFault.BadSignature, "the HMAC does not fit");
    }

    private static byte[] Octets(ReadOnlySpan<char> signed)
    {
        var data = new byte[signed.Length];
        Encoding.ASCII.GetBytes(signed, data);
        return data;
    }

    private static JwtReading.Invalid? CheckClaims(RegisteredClaims claims, JwtExpectations expectations)
    {
        if (expectations.Issuer is { } issuer && !string.Equals(claims.Issuer, issuer, StringComparison.Ordinal))
            return Refuse(JwtFault.WrongIssuer, "iss is not the expected issuer");
        if (expectations.Audiences is { } audiences && !claims.Audiences.Any(audiences.Contains))
            return Refuse(JwtFault.WrongAudience, "aud does not name the reader");
        if (!expectations.ValidateLifetime) return null;

        var now = expectations.Time.GetUtcNow();
        if (claims.Expires is not { } expires) return Refuse(JwtFault.Malformed, "exp is missing");
        if (now - expectations.ClockSkew >= expires) return Refuse(JwtFault.Expired, "exp has passed");
        return claims.NotBefore > now + expectations.ClockSkew ? Refuse(JwtFault.NotYetValid, "nbf has not come") : null;
    }

    private static JwtReading.Invalid Refuse(JwtFault fault, string detail) => new(fault, detail);
}
