using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using ServiceDefaults.Json;
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
    private const string NoSuchAccount = "There is no such account.";
    private const string Lacked = "You lack the permission, or one that the account holds.";

    /// <summary>What selects and orders a list.</summary>
    public static IReadOnlyList<OperationParameter> Filters { get; } =
    [
        new("q", "query", "Words or parts of them that occur in the user name, the address or the names.") { Example = "alice" },
        new("status", "query", "Only accounts of this status.") { Values = UserStatus.All },
        new("role", "query", "Only accounts with this role.") { Example = "admin" },
        new("created_from", "query", "Only accounts made at this moment or later.") { Format = "date-time" },
        new("created_to", "query", "Only accounts made before this moment.") { Format = "date-time" },
        new("sort", "query", "What to sort by; a minus reverses it.") { Values = UserSort.All },
    ];

    private static readonly WritableUser Writable = new()
    {
        Username = Examples.Profile.Username,
        Email = Examples.Profile.Email,
        GivenName = Examples.Profile.GivenName,
        FamilyName = Examples.Profile.FamilyName,
        Locale = Examples.Profile.Locale,
    };

    private static readonly Dictionary<int, string> WriteRefusals = new()
    {
        [StatusCodes.Status403Forbidden] = Lacked,
        [StatusCodes.Status404NotFound] = NoSuchAccount,
        [StatusCodes.Status409Conflict] = "`username_taken` or `email_taken`.",
        [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
        [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
        [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
    };

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
        Parameters = [.. Filters, .. CommonParameters.Paging],
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
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = NoSuchAccount },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersRead,
    };

    public static Operation Replace { get; } = new("replaceUser", OperationGroups.Users, "Replace an account",
        """
        Sets all members that may be set; those of the profile that are absent are cleared. With another address `email_verified` becomes
        false unless it is sent. The owner is told by mail, at the old address and the new one; sessions and grants stay.

        What you read can be put back as it is: members that are only shown, such as `roles` or `status`, are accepted with their current
        values. Another value is refused.
        """)
    {
        Parameters = [NamedUser.InPath, CommonParameters.IfMatch],
        Body = typeof(WritableUser),
        BodyExample = Writable,
        Answer = Get.Answer,
        AnswerText = "The account as it is now.",
        AnswerExample = Examples.Envelope(Examples.Profile, "The account was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };

    public static Operation Patch { get; } = new("patchUser", OperationGroups.Users, "Change parts of an account",
        """
        JSON Merge Patch (RFC 7396): members that are absent stay, `null` clears a member of the profile. With another address
        `email_verified` becomes false unless it is sent. The owner is told by mail, at the old address and the new one.
        """)
    {
        Parameters = [NamedUser.InPath, CommonParameters.IfMatch],
        Body = typeof(WritableUser),
        BodyTypes = [JsonBody.MergePatch, JsonBody.Json],
        BodyExample = Examples.Patch,
        Answer = Get.Answer,
        AnswerText = "The account as it is now.",
        AnswerExample = Examples.Envelope(Examples.Profile with { Nickname = "Al", Bio = null }, "The account was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = WriteRefusals,
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };

    public static Operation Delete { get; } = new("deleteUser", OperationGroups.Users, "Delete an account",
        """
        Ends all sessions, tokens and grants of the person, and erases the account when its grace is over: see `purge_after`. Until then its
        names stay reserved and `POST /v1/admin/users/{user}/restore` takes it back.
        """)
    {
        Parameters = [NamedUser.InPath, CommonParameters.IfMatch],
        Answer = Get.Answer,
        AnswerText = "The account as it is now.",
        AnswerExample = Examples.Envelope(
            Examples.Profile with { Status = UserStatus.PendingDeletion, PurgeAfter = Examples.Profile.UpdatedAt.AddDays(30) },
            "The account is to be erased."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = Lacked,
            [StatusCodes.Status404NotFound] = NoSuchAccount,
            [StatusCodes.Status409Conflict] =
                "`status_unchanged`; `own_account`; or `last_admin`: nobody else could administer the installation.",
            [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersDelete,
    };
}
