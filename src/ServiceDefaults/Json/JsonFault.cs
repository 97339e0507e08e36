using System.Text.Json;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Json;

/// <summary>Says which member of a request's body is wrong, in words for the caller: no type names, no stack.</summary>
public static class JsonFault
{
    public static ApiProblem Describe(JsonException exception)
    {
        var member = Member(exception);
        return member.Length == 0
            ? ApiProblem.BadRequest("invalid_json", "The body is not the JSON document that is expected here.")
            : ApiProblem.Invalid(member, Reason(exception.Message));
    }

    // "$.address.street" is "address.street"; "$['a b']" stays as it is.
    private static string Member(JsonException exception)
    {
        var message = exception.Message;
        var unknown = Quoted(message, "The JSON property '");
        var doubled = Quoted(message, "Duplicate property '");
        var path = exception.Path is null or "$" ? ""
            : exception.Path.StartsWith("$.", StringComparison.Ordinal) ? exception.Path[2..] : exception.Path;
        var name = unknown ?? doubled;
        if (name is null) return path;
        return path.Length == 0 || path == name || path.EndsWith("." + name, StringComparison.Ordinal) ? Longer(path, name) : $"{path}.{name}";
    }

    private static string Longer(string path, string name) => path.Length > name.Length ? path : name;

    private static string? Quoted(string message, string before)
    {
        if (!message.StartsWith(before, StringComparison.Ordinal)) return null;
        var end = message.IndexOf('\'', before.Length);
        return end < 0 ? null : message[before.Length..end];
    }

    private static string Reason(string message)
    {
        if (message.StartsWith("The JSON property '", StringComparison.Ordinal)) return "This member is unknown here.";
        if (message.StartsWith("Duplicate property", StringComparison.Ordinal)) return "This member appears twice.";
        if (message.Contains("NUL character", StringComparison.Ordinal)) return "The value contains a NUL character.";
        if (message.Contains("maximum", StringComparison.Ordinal) && message.Contains("depth", StringComparison.Ordinal))
            return "The document is nested too deeply.";
        return "The value does not have the expected form.";
    }
}
