using System.Text.Json;
using ServiceDefaults.Problems;
using UserDirectory.SecondFactors;

namespace IdentityProvider.FirstPartyApi;

/// <summary>The second step of a sign-in.</summary>
internal sealed record VerifyMfaRequest
{
    private const int LongestCode = 64;

    private static readonly string[] Codes = [SecondFactorMethods.Totp, SecondFactorMethods.RecoveryCode, SecondFactorMethods.EmailCode];

    public required string MfaToken { get; init; }

    /// <summary>One of those that the first step named.</summary>
    public required string Method { get; init; }

    /// <summary>For every method but <c>passkey</c>.</summary>
    public string? Code { get; init; }

    /// <summary>For <c>passkey</c>: what <c>PublicKeyCredential.toJSON()</c> gives (WebAuthn §5.1.8).</summary>
    public JsonElement? Credential { get; init; }

    public ApiProblem? Problem()
    {
        if (Method == SecondFactorMethods.Passkey)
        {
            return Code is not null ? ApiProblem.Invalid("code", "A passkey has none.")
                : Credential is { ValueKind: JsonValueKind.Object } ? null
                : ApiProblem.Invalid("credential", "Send what the authenticator answered.");
        }

        if (!Codes.Contains(Method)) return ApiProblem.Invalid("method", $"It is one of {string.Join(", ", Codes)} or {SecondFactorMethods.Passkey}.");
        return Credential is not null ? ApiProblem.Invalid("credential", "It belongs to the method passkey.")
            : Code is { Length: > 0 and <= LongestCode } ? null
            : ApiProblem.Invalid("code", $"Write 1 to {LongestCode} characters.");
    }

    /// <summary>A code is not for a log.</summary>
    public override string ToString() => nameof(VerifyMfaRequest);
}

/// <summary>Names the sign-in that waits for its second step.</summary>
internal sealed record MfaTokenRequest
{
    public required string MfaToken { get; init; }

    /// <summary>It is a secret.</summary>
    public override string ToString() => nameof(MfaTokenRequest);
}

/// <summary>What a browser asks an authenticator with.</summary>
internal sealed record PasskeyOptionsAnswer
{
    /// <summary>For <c>PublicKeyCredential.parseRequestOptionsFromJSON()</c> (WebAuthn §5.1.10).</summary>
    public required JsonElement PublicKey { get; init; }
}

/// <summary>Begins to set up an authenticator app, or confirms it by its first code.</summary>
internal sealed record EnableMfaRequest
{
    /// <summary>Of the answer that began it.</summary>
    public string? Id { get; init; }

    /// <summary>What the app shows.</summary>
    public string? Code { get; init; }

    /// <summary>A code is not for a log.</summary>
    public override string ToString() => nameof(EnableMfaRequest);
}

/// <summary>A key for an authenticator app. It counts once its first code was sent back.</summary>
internal sealed record AuthenticatorAnswer
{
    public required string Id { get; init; }

    /// <summary>The key in base 32, to be typed.</summary>
    public required string Secret { get; init; }

    public required string OtpauthUri { get; init; }

    /// <summary>The same as a QR code.</summary>
    public required string QrSvg { get; init; }

    /// <summary>A key is not for a log.</summary>
    public override string ToString() => nameof(AuthenticatorAnswer);
}
