using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Account;
using UserApi.Documentation;
using UserDirectory.PersonalData;
using UserDirectory.Users;

namespace UserApi.Account;

/// <summary>The reference of the caller's account as a whole.</summary>
internal static class AccountOperations
{
    public static Operation Export { get; } = new("exportAccount", OperationGroups.Account, "Download all that is held on you",
        "One ZIP of JSON files and pictures; its README.txt says what each is. Five times in an hour.")
    {
        Answer = typeof(Stream),
        AnswerTypes = [PersonalDataExport.MediaType],
        AnswerText = "The archive.",
        AnswerHeaders = new Dictionary<string, string> { ["Content-Disposition"] = "A name for the file." },
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Delete { get; } = new("deleteAccount", OperationGroups.Account, "Delete your account",
        """
        Signs you out everywhere and ends what apps may do for you. After a grace of 30 days all that is held on you is erased. Until then
        your user name and your address stay yours, and signing in offers to keep the account.

        It needs a sign-in of the last 15 minutes: else the answer is 401 with `insufficient_user_authentication` and `max_age` (RFC 9470).
        """)
    {
        Body = typeof(DeleteAccount),
        BodyExample = new DeleteAccount { Confirm = Examples.Profile.Username },
        Answer = typeof(ApiEnvelope<PendingDeletion>),
        AnswerText = "The account is to be deleted.",
        AnswerExample = Examples.Envelope(
            new PendingDeletion { Status = UserStatus.PendingDeletion, PurgeAfter = Examples.Profile.UpdatedAt.AddDays(30) },
            "The account will be deleted. Until then you can keep it by signing in."),
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status401Unauthorized] = "The token is refused, or the sign-in was too long ago; `WWW-Authenticate` says which.",
            [StatusCodes.Status409Conflict] = "`last_admin`, or `deletion_pending`.",
            [StatusCodes.Status413PayloadTooLarge] = "The body is larger than 64 KiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is not JSON in UTF-8.",
        },
        Scope = AccessRules.ProfileScope,
    };
}
