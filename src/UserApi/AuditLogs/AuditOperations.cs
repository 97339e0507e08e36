using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.AuditLogs;
using UserApi.Documentation;
using UserApi.Requests;
using UserDirectory.Roles;

namespace UserApi.AuditLogs;

/// <summary>The reference of the audit trail.</summary>
internal static class AuditOperations
{
    private static readonly OperationParameter[] Filters =
    [
        new("person", "query", "Only what this person did, or what was done to them: an id or a user name.") { Example = "alice" },
        new("actor_id", "query", "Only acts of this person.") { Format = "uuid" },
        new("target_type", "query", "Only acts on things of this kind.") { Example = "user" },
        new("target_id", "query", "Only acts on this account, client or other thing."),
        new("action", "query", "Only this action, or all that begin so: `user.*`.") { Example = "user.registered" },
        new("outcome", "query", "Only acts that ended so.") { Values = AuditOutcomes.All },
        new("from", "query", "Only acts at this moment or later.") { Format = "date-time" },
        new("to", "query", "Only acts before this moment.") { Format = "date-time" },
    ];

    public static Operation List { get; } = new("listAuditRecords", OperationGroups.Audit, "List audit records",
        "The newest come first. Values hold what was changed, without secrets.")
    {
        Parameters = [.. Filters, .. CommonParameters.Paging],
        Answer = typeof(ApiEnvelope<IReadOnlyList<AuditRecord>>),
        AnswerText = "One page of records.",
        AnswerExample = Examples.Page(Examples.Audit),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AuditRead,
    };

    public static Operation Get { get; } = new("getAuditRecord", OperationGroups.Audit, "Read one audit record",
        "Values of a person who was erased are gone; the record itself stays.")
    {
        Parameters = [new("id", "path", "The record's id.") { Format = "uuid", Example = Examples.Audit.Id }, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<AuditRecord>),
        AnswerText = "The record.",
        AnswerExample = Examples.Envelope(Examples.Audit),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status404NotFound] = "There is no such record." },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AuditRead,
    };

    public static Operation Export { get; } = new("exportAuditRecords", OperationGroups.Audit, "Export audit records",
        """
        All records of the same filters, newest first, written while they are read.

        In CSV a value that a spreadsheet would take for a formula begins with an apostrophe. The export is recorded itself.
        """)
    {
        Parameters = [.. Filters, new("format", "query", "When absent, `csv` for who accepts only that, else `ndjson`.") { Values = RecordFile.Formats }],
        Answer = typeof(Stream),
        AnswerTypes = [RecordFile.NdjsonType, RecordFile.CsvType],
        AnswerText = "A file of all these records.",
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AuditRead,
    };

    public static Operation Verify { get; } = new("verifyAuditTrail", OperationGroups.Audit, "Verify the audit trail",
        """
        Goes along the chain of seals and names the first record that was changed, removed or put in.

        A long chain takes several calls: an answer that is `unfinished` says where the next one begins. A seal that was kept elsewhere,
        from the log or an earlier answer, is also what proves that nobody has written the whole chain anew.
        """)
    {
        Parameters =
        [
            new("after", "query", "The position behind which to begin; together with `seal`.") { Type = "integer", Minimum = 1, Example = 4711 },
            new("seal", "query", "The seal at this position, in base64."),
        ],
        Answer = typeof(ApiEnvelope<TrailVerdict>),
        AnswerText = "The verdict.",
        AnswerExample = Examples.Envelope(new TrailVerdict
        {
            Verdict = "intact",
            Position = 4711,
            Seal = "q1MKE+RZFJgrefm34+uplM/R8/si9xzqGvvwK0YMbR0=",
            Unsealed = 3,
        }),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AuditRead,
    };
}
