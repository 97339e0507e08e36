using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.AuditLogs;
using UserApi.Contracts.PersonalActivity;
using UserApi.Documentation;
using UserDirectory.PersonalActivity;

namespace UserApi.PersonalActivity;

/// <summary>The reference of the caller's own activity.</summary>
internal static class OwnActivityOperations
{
    public static Operation List { get; } = new("listOwnActivity", OperationGroups.SignIns, "List what happened to your account",
        "What you did and what was done to your account, the newest first. Other people are not named: an act of theirs is by an administrator.")
    {
        Parameters =
        [
            new("action", "query", "Only this action.") { Example = "user.signed_in" },
            new("outcome", "query", "Only acts that ended so.") { Values = AuditOutcomes.All },
            new("from", "query", "Only acts at this moment or later.") { Format = "date-time" },
            new("to", "query", "Only acts before this moment.") { Format = "date-time" },
            .. CommonParameters.Paging,
        ],
        Answer = typeof(ApiEnvelope<IReadOnlyList<ActivityRecord>>),
        AnswerText = "One page of acts.",
        AnswerExample = Examples.Page(new ActivityRecord
        {
            Id = Examples.Audit.Id,
            OccurredAt = Examples.Audit.OccurredAt,
            Action = "user.signed_in",
            Outcome = AuditOutcomes.Success,
            By = ActedBy.You,
            IpAddress = Examples.Audit.IpAddress,
            UserAgent = Examples.Audit.UserAgent,
        }),
        Scope = AccessRules.ProfileScope,
    };
}
