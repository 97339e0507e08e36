using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.AuditLogs;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.AuditLogs;

/// <summary>The reference of the audit trail.</summary>
internal static class AuditOperations
{
    public static Operation List { get; } = new("listAuditRecords", OperationGroups.Audit, "List audit records",
        "The newest come first. Values hold what was changed, without secrets.")
    {
        Parameters =
        [
            new("actor_id", "query", "Only acts of this person.") { Format = "uuid" },
            new("target_id", "query", "Only acts on this account, client or other thing."),
            new("action", "query", "Only this action.") { Example = "user.registered" },
            new("outcome", "query", "Only acts that ended so.") { Values = AuditOutcomes.All },
            new("from", "query", "Only acts at this moment or later.") { Format = "date-time" },
            new("to", "query", "Only acts before this moment.") { Format = "date-time" },
            .. CommonParameters.Paging,
        ],
        Answer = typeof(ApiEnvelope<IReadOnlyList<AuditRecord>>),
        AnswerText = "One page of records.",
        AnswerExample = Examples.Page(Examples.Audit),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AuditRead,
    };
}
