using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Profile;
using UserApi.Contracts.Users;
using UserApi.Documentation;
using UserDirectory.Roles;
using UserDirectory.Users;

namespace UserApi.Users;

/// <summary>The reference of accounts.</summary>
internal static class UserOperations
{
    public static Operation Register { get; } = new("registerUser", OperationGroups.Users, "Register",
        """
        Makes an account. Anybody may, as far as self-registration is on, without a token.

        A user name that is taken is refused with 409. A taken address is not told to strangers: the answer is the same 201,
        nothing is made, and the owner of the address gets a mail.

        Callers with the scope `admin.api` and the permission `users.write` get 409 for both, see the new account's `id`, and
        may set `roles` and `status`, as far as they hold what they give.
        """)
    {
        Parameters = [CommonParameters.IdempotencyKey],
        Body = typeof(RegisterUser),
        BodyExample = Examples.Registration,
        Status = StatusCodes.Status201Created,
        Answer = typeof(ApiEnvelope<RegisteredUser>),
        AnswerText = "What was registered, as far as you may know it.",
        AnswerExample = Examples.Envelope(
            new RegisteredUser { Username = Examples.Registration.Username, Email = Examples.Registration.Email },
            "Thank you. A mail is on its way to this address."),
        AnswerHeaders = new Dictionary<string, string> { ["Location"] = "Where the account can be read." },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status401Unauthorized] = "A token was sent, and it is refused.",
            [StatusCodes.Status403Forbidden] = "Self-registration is off, or you would grant what you lack.",
            [StatusCodes.Status409Conflict] =
                "`username_taken`, `email_taken`, or the first request with this `Idempotency-Key` is still running.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
            [StatusCodes.Status422UnprocessableEntity] = "This `Idempotency-Key` was used for another request.",
        },
        Scope = AccessRules.AdminScope,
        IsOpen = true,
    };

    public static Operation List { get; } = new("listUsers", OperationGroups.Users, "List accounts",
        "Searches, filters, sorts and pages. `total` is exact, or counted to 10 001 with `total_capped`.")
    {
        Parameters =
        [
            new("q", "query", "Words or parts of them that occur in the user name, the address or the names.") { Example = "alice" },
            new("status", "query", "Only accounts of this status.") { Values = UserStatus.All },
            new("role", "query", "Only accounts with this role.") { Example = "admin" },
            new("created_from", "query", "Only accounts made at this moment or later.") { Format = "date-time" },
            new("created_to", "query", "Only accounts made before this moment.") { Format = "date-time" },
            new("sort", "query", "What to sort by; a minus reverses it.") { Values = UserSort.All },
            .. CommonParameters.Paging,
        ],
        Answer = typeof(ApiEnvelope<IReadOnlyList<UserSummary>>),
        AnswerText = "One page of accounts.",
        AnswerExample = Examples.Page(Examples.Summary),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersRead,
    };

    public static Operation Get { get; } = new("getUser", OperationGroups.Users, "Read one account",
        "Found by its id or its user name.")
    {
        Parameters = [NamedUser.InPath, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<UserProfileResource>),
        AnswerText = "The account.",
        AnswerExample = Examples.Envelope(Examples.Profile),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such account." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersRead,
    };

    public static Operation Suspend { get; } = StatusChange("suspendUser", "Suspend an account",
        "Ends all sessions, tokens and grants of the person, who cannot sign in until the account is activated.");

    public static Operation Activate { get; } = StatusChange("activateUser", "Activate an account", "Takes a suspended account back.");

    private static Operation StatusChange(string id, string summary, string description) => new(id, OperationGroups.Users, summary, description)
    {
        Parameters = [NamedUser.InPath],
        AnswerText = "The account as it is now.",
        Answer = typeof(ApiEnvelope<UserProfileResource>),
        AnswerExample = Examples.Envelope(Examples.Profile),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such account.",
            [StatusCodes.Status409Conflict] =
                "`status_unchanged`; `own_account`; or `last_admin`: nobody else could administer the installation.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };
}
