using ServiceDefaults.Documentation;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Requests;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>How a person signs in, for administrators. It shows what there is, and nothing that opens anything.</summary>
internal static class UserSecurityEndpoint
{
    public static void Map(RouteGroupBuilder v1) =>
        v1.MapRead("/admin/users/{user}/security", GetAsync).RequirePermission(Permissions.UsersRead).Describe(UserSecurityOperations.Get);

    private static async Task<IResult> GetAsync(
        HttpContext http, string user, UserProfiles profiles, SecurityReview review, CancellationToken cancellationToken)
    {
        if (!(await NamedUser.FindAsync(profiles, user, cancellationToken)).TryGet(out var id, out var problem)) return problem;
        return await review.FindAsync(id, cancellationToken) is { } found
            ? ShownAnswer.Of(http, ToResource(id, found))
            : NamedUser.Absent();
    }

    private static UserSecurityResource ToResource(Guid id, ReviewedSecurity found) => new()
    {
        Id = id,
        HasPassword = found.Summary.HasPassword,
        PasswordChangedAt = found.Summary.PasswordChangedAt,
        SecondFactors = [.. Factors(found)],
        RequiredByRoles = found.RequiredByRoles,
        RecoveryCodesLeft = found.Summary.Factors.RecoveryCodesLeft,
        Passkeys = [.. found.Passkeys.Select(passkey => new PasskeyResource
        {
            Name = passkey.Name,
            CreatedAt = passkey.CreatedAt,
            LastUsedAt = passkey.LastUsedAt,
        })],
        LinkedAccounts = [.. found.LinkedAccounts.Select(account => new LinkedAccountResource
        {
            Provider = account.Provider,
            LinkedAt = account.LinkedAt,
            LastUsedAt = account.LastUsedAt,
        })],
        RememberedBrowsers = [.. found.RememberedBrowsers.Select(browser => new RememberedBrowserResource
        {
            UserAgent = browser.UserAgent,
            IpAddress = browser.IpAddress,
            CreatedAt = browser.CreatedAt,
            LastUsedAt = browser.LastUsedAt,
            ExpiresAt = browser.ExpiresAt,
        })],
    };

    private static IEnumerable<SecondFactorResource> Factors(ReviewedSecurity found)
    {
        if (found.Passkeys.Count > 0)
        {
            yield return new SecondFactorResource
            {
                Kind = SecondFactorMethods.Passkey,
                Since = found.Passkeys.Min(passkey => passkey.CreatedAt),
                LastUsedAt = found.Passkeys.Max(passkey => passkey.LastUsedAt),
            };
        }

        if (found.Authenticator is { } app)
            yield return new SecondFactorResource { Kind = SecondFactorMethods.Totp, Since = app.Since, LastUsedAt = app.LastUsedAt };
        if (found.Summary.Factors.EmailCodes) yield return new SecondFactorResource { Kind = SecondFactorMethods.EmailCode };
    }
}
