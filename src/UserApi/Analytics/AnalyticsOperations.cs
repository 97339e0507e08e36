using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Analytics;
using UserApi.Documentation;
using UserDirectory.Analytics;
using UserDirectory.Roles;

namespace UserApi.Analytics;

/// <summary>The reference of the figures.</summary>
internal static class AnalyticsOperations
{
    public static Operation Get { get; } = new("getAnalytics", OperationGroups.Figures, "Read the figures",
        "Sign-ins and registrations of each day (UTC), accounts, sessions, and what needs attention. The figures are at most a minute old.")
    {
        Parameters =
        [
            new("days", "query", $"How many days up to today; {AnalyticsEndpoint.DefaultDays} when absent.")
            {
                Type = "integer",
                Minimum = 1,
                Maximum = InstallationFigures.MostDays,
                Example = AnalyticsEndpoint.DefaultDays,
            },
            CommonParameters.IfNoneMatch,
        ],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<AnalyticsResource>),
        AnswerText = "The figures.",
        AnswerExample = Examples.Envelope(new AnalyticsResource
        {
            Days = [new DayOfActivity { Date = new DateOnly(2026, 2, 3), SignIns = 412, RefusedSignIns = 9, Registrations = 17 }],
            Accounts = new AccountCounts { Total = 1204, Active = 1187, Suspended = 12, PendingDeletion = 5 },
            ActiveSessions = 318,
            Attention = [new AttentionItem { Kind = ConcernKinds.AccountsLocked, Severity = "warning", Count = 2 }],
            ReadAt = Examples.Profile.UpdatedAt,
        }),
        AnswerHeaders = CommonParameters.ETag,
        Scope = AccessRules.AdminScope,
        Permission = Permissions.AnalyticsRead,
    };
}
