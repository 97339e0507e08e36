using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Users;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Users;

/// <summary>The reference of what administrators have mailed.</summary>
internal static class InvitationOperations
{
    private static readonly InviteUser Example = new()
    {
        Username = Examples.Registration.Username,
        Email = Examples.Registration.Email,
        GivenName = Examples.Registration.GivenName,
        Roles = [RoleNames.User],
    };

    public static Operation Invite { get; } = new("inviteUser", OperationGroups.Users, "Invite somebody",
        """
        Makes an account without a password, and mails its owner a link with which to choose one. The link works once and for three days;
        `send-password-reset` sends another one. Until it is used nobody can sign in.
        """)
    {
        Parameters = [CommonParameters.IdempotencyKey],
        Body = typeof(InviteUser),
        BodyExample = Example,
        Status = StatusCodes.Status201Created,
        Answer = typeof(ApiEnvelope<RegisteredUser>),
        AnswerText = "The account.",
        AnswerExample = Examples.Envelope(
            new RegisteredUser { Username = Example.Username, Email = Example.Email, Id = Examples.Profile.Id },
            "The account was created, and its owner is invited by mail."),
        AnswerHeaders = new Dictionary<string, string> { ["Location"] = "Where the account can be read." },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or would grant what you lack.",
            [StatusCodes.Status409Conflict] =
                "`username_taken`, `email_taken`, or the first request with this `Idempotency-Key` is still running.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
            [StatusCodes.Status422UnprocessableEntity] = "This `Idempotency-Key` was used for another request.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };

    public static Operation SendPasswordReset { get; } = new("sendPasswordReset", OperationGroups.Users, "Send a link for a new password",
        """
        Mails the owner a link that sets a new password. It works once and for one hour, and takes the place of an earlier one; the present
        password works until then. Who was invited and has not come yet is invited again.
        """)
    {
        Parameters = [NamedUser.InPath],
        Answer = typeof(ApiEnvelope<UserProfileResource>),
        AnswerText = "The account.",
        AnswerExample = Examples.Envelope(Examples.Profile, "A link for a new password is on its way."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such account.",
            [StatusCodes.Status409Conflict] = "`status_unchanged`: the account is suspended or to be erased.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };
}
