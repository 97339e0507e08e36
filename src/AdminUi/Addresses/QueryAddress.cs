using Microsoft.AspNetCore.WebUtilities;

namespace AdminUi.Addresses;

/// <summary>Addresses with a query.</summary>
internal static class QueryAddress
{
    /// <summary>The path with every parameter that has a value; one that is blank was not filled in.</summary>
    public static string Of(string path, params IEnumerable<(string Name, string? Value)> parameters) =>
        QueryHelpers.AddQueryString(path, parameters
            .Where(parameter => !string.IsNullOrWhiteSpace(parameter.Value))
            .Select(parameter => KeyValuePair.Create(parameter.Name, (string?)parameter.Value!.Trim())));
}
