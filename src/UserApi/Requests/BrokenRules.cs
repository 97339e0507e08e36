using ServiceDefaults.Problems;

namespace UserApi.Requests;

/// <summary>The directory names broken rules by member; the API answers them so.</summary>
internal static class BrokenRules
{
    public static ApiProblem ToProblem(IReadOnlyDictionary<string, string[]> errors) =>
        ApiProblem.Invalid(errors.SelectMany(member => member.Value.Select(reason => (member.Key, reason))));
}
