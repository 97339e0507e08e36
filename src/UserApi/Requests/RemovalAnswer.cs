using ServiceDefaults.Envelope;
using ServiceDefaults.Problems;
using UserApi.Access;
using UserDirectory.Sessions;

namespace UserApi.Requests;

/// <summary>What is told to an administrator who ended a session or a grant.</summary>
internal static class RemovalAnswer
{
    public static IResult Of(RemovalOutcome outcome, string done, string absent) => outcome switch
    {
        RemovalOutcome.Removed => ApiResults.Done(done),
        RemovalOutcome.Forbidden(var permission) => EscalationRefusal.OfAccount(permission),
        _ => ApiProblem.NotFound(absent),
    };
}
