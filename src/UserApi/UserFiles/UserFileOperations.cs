using ServiceDefaults.Documentation;
using UserApi.Access;
using UserApi.Contracts.UserFiles;
using UserApi.Documentation;
using UserApi.Requests;
using UserApi.Users;
using UserDirectory.Roles;

namespace UserApi.UserFiles;

/// <summary>The reference of files of accounts.</summary>
internal static class UserFileOperations
{
    public static Operation Import { get; } = new("importUsers", OperationGroups.Users, "Import accounts",
        """
        Makes an account of each line: of CSV (RFC 4180) whose first line names the columns, or of JSON. Passwords come as hashes of another
        system, which the first sign-in verifies and replaces. Nobody is mailed.

        The answer tells line by line what became of it, and is written while the accounts are made; the last line holds the `summary`. What it
        tells is kept, also when the connection breaks: send the same file again with `on_conflict=skip`.

        A file that cannot be read to its end is refused with 400 before anything is made.
        """)
    {
        Parameters =
        [
            new("dry_run", "query", "`true` checks everything and writes nothing.") { Values = ImportQuery.Flags },
            new("on_conflict", "query",
                "What becomes of a line whose user name or address has an account, which stays as it is in any case: `refuse` when absent.")
            {
                Values = ImportQuery.OnConflict,
            },
        ],
        Body = typeof(PortableUser),
        BodyTypes = [RecordFile.NdjsonType, RecordFile.CsvType],
        BodyExample = new PortableUser
        {
            Username = Examples.Profile.Username,
            Email = Examples.Profile.Email,
            EmailVerified = true,
            PasswordHash = "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
            GivenName = Examples.Profile.GivenName,
            FamilyName = Examples.Profile.FamilyName,
            Locale = Examples.Profile.Locale,
        },
        Answer = typeof(ImportReportLine),
        AnswerTypes = [RecordFile.NdjsonType],
        AnswerText = "The report, a JSON object in each line.",
        AnswerExample = new ImportReportLine
        {
            Line = 2,
            Username = Examples.Profile.Username,
            Outcome = "refused",
            Errors = new Dictionary<string, IReadOnlyList<string>> { ["email"] = ["It has an account already."] },
        },
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status413PayloadTooLarge] = "The file has more bytes or lines than `Import:MaxBytes` and `Import:MaxLines` allow.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is neither CSV with a header nor lines of JSON, in UTF-8.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };

    public static Operation Export { get; } = new("exportUsers", OperationGroups.Users, "Export accounts",
        """
        All accounts of the same filters as those of the list, written while they are read, in the form that an import takes. Passwords, and
        hashes of them, are never given out.

        In CSV a value that a spreadsheet would take for a formula begins with an apostrophe, which an import takes away again. The export is
        recorded.
        """)
    {
        Parameters =
        [
            .. UserOperations.Filters,
            new("format", "query", "When absent, `csv` for who accepts only that, else `ndjson`.") { Values = RecordFile.Formats },
        ],
        Answer = typeof(Stream),
        AnswerTypes = [RecordFile.NdjsonType, RecordFile.CsvType],
        AnswerText = "A file of all these accounts.",
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersExport,
    };
}
