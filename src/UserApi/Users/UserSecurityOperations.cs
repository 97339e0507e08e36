using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Users;
using UserApi.Documentation;
using UserDirectory.Roles;
using UserDirectory.SecondFactors;

namespace UserApi.Users;

/// <summary>The reference of what guards an account.</summary>
internal static class UserSecurityOperations
{
    private static readonly DateTimeOffset Since = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Operation Get { get; } = new("getUserSecurity", OperationGroups.Users, "Read how a person signs in",
        "Second factors, passkeys, linked accounts, remembered browsers, recovery codes that are left, and the last change of the "
        + "password. It holds nothing that opens anything: no key, code or hash.")
    {
        Parameters = [NamedUser.InPath, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<UserSecurityResource>),
        AnswerText = "What guards the account.",
        AnswerExample = Examples.Envelope(new UserSecurityResource
        {
            Id = Examples.Profile.Id,
            HasPassword = true,
            PasswordChangedAt = Since,
            SecondFactors = [new SecondFactorResource { Kind = SecondFactorMethods.Totp, Since = Since, LastUsedAt = Since.AddDays(3) }],
            RequiredByRoles = [RoleNames.Admin],
            RecoveryCodesLeft = 9,
            Passkeys = [new PasskeyResource { Name = "Laptop", CreatedAt = Since, LastUsedAt = Since.AddDays(1) }],
            LinkedAccounts = [new LinkedAccountResource { Provider = "google", LinkedAt = Since }],
            RememberedBrowsers = [],
        }),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such account." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersRead,
    };
}
