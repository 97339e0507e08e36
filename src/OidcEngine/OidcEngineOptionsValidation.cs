using Microsoft.Extensions.Options;

namespace OidcEngine;

/// <summary>Finds options with which the engine could not keep its promises.</summary>
internal sealed class OidcEngineOptionsValidation : IValidateOptions<OidcEngineOptions>
{
    private static readonly TimeSpan LongestCode = TimeSpan.FromMinutes(10); // RFC 6749 §4.1.2
    private static readonly TimeSpan LongestPushedRequest = TimeSpan.FromMinutes(10); // RFC 9126 §2.2
    private static readonly TimeSpan LongestDeviceCode = TimeSpan.FromHours(1); // RFC 8628 §5.1

    public ValidateOptionsResult Validate(string? name, OidcEngineOptions options)
    {
        var lifetimes = options.Lifetimes;
        List<string> failures = [];
        if (!IsIssuer(options.Issuer))
            failures.Add("Issuer must be an https URL (http for loopback alone) without query, fragment or trailing slash.");

        Require(lifetimes.AuthorizationCode, nameof(lifetimes.AuthorizationCode));
        Require(lifetimes.AccessToken, nameof(lifetimes.AccessToken));
        Require(lifetimes.IdToken, nameof(lifetimes.IdToken));
        Require(lifetimes.RefreshToken, nameof(lifetimes.RefreshToken));
        Require(lifetimes.RefreshTokenAbsolute, nameof(lifetimes.RefreshTokenAbsolute));
        Require(lifetimes.PushedRequest, nameof(lifetimes.PushedRequest));
        Require(lifetimes.SignInTransaction, nameof(lifetimes.SignInTransaction));
        Require(lifetimes.DeviceCode, nameof(lifetimes.DeviceCode));
        Require(lifetimes.KeyUse, nameof(lifetimes.KeyUse));
        Require(lifetimes.Session, nameof(lifetimes.Session));

        if (lifetimes.AuthorizationCode > LongestCode)
            failures.Add("Lifetimes:AuthorizationCode must not exceed ten minutes.");
        if (lifetimes.PushedRequest > LongestPushedRequest)
            failures.Add("Lifetimes:PushedRequest must not exceed ten minutes.");
        if (lifetimes.DeviceCode > LongestDeviceCode)
            failures.Add("Lifetimes:DeviceCode must not exceed one hour: short codes are safe only for a short time.");
        if (lifetimes.RefreshGrace < TimeSpan.Zero || lifetimes.RefreshGrace > TimeSpan.FromMinutes(5))
            failures.Add("Lifetimes:RefreshGrace must be between zero and five minutes.");
        if (lifetimes.KeyAnnouncement < TimeSpan.Zero || lifetimes.KeyAnnouncement >= lifetimes.KeyUse)
            failures.Add("Lifetimes:KeyAnnouncement must be shorter than Lifetimes:KeyUse.");
        if (options.Registration.Problem() is { } problem) failures.Add(problem);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Require(TimeSpan lifetime, string key)
        {
            if (lifetime <= TimeSpan.Zero) failures.Add($"Lifetimes:{key} must be longer than zero.");
        }
    }

    /// <summary>RFC 8414 §2.</summary>
    private static bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && issuer.AsSpan().IndexOfAny("?# ") < 0
        && uri.UserInfo.Length == 0
        && !issuer.EndsWith('/');
}
