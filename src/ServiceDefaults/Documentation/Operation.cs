using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Documentation;

/// <summary>What the reference tells about one call. It is metadata of the endpoint, so both stand or fall together.</summary>
public sealed record Operation(string Id, string Group, string Summary, string Description)
{
    public IReadOnlyList<OperationParameter> Parameters { get; init; } = [];

    public Type? Body { get; init; }

    public IReadOnlyList<string> BodyTypes { get; init; } = ["application/json"];

    public object? BodyExample { get; init; }

    /// <summary>The status of the success.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The record that the success holds; <see cref="Stream"/> for a file.</summary>
    public required Type Answer { get; init; }

    /// <summary>The content types of the success.</summary>
    public IReadOnlyList<string> AnswerTypes { get; init; } = ["application/json"];

    /// <summary>What the success is, in a few words.</summary>
    public required string AnswerText { get; init; }

    /// <summary>Null for a file.</summary>
    public object? AnswerExample { get; init; }

    /// <summary>True for a read that honours <c>If-None-Match</c>.</summary>
    public bool AnswersNotModified { get; init; }

    /// <summary>Headers of the success, and what they tell.</summary>
    public IReadOnlyDictionary<string, string> AnswerHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The refusals that this call has besides those that every call has.</summary>
    public IReadOnlyDictionary<int, string> Refusals { get; init; } = new Dictionary<int, string>();

    /// <summary>The scope that the access token must have; null where no token is needed or taken.</summary>
    public required string? Scope { get; init; }

    /// <summary>True where no token is needed either.</summary>
    public bool IsOpen { get; init; }

    public string? Permission { get; init; }
}

public sealed record OperationParameter(string Name, string Place, string Description)
{
    /// <summary>A JSON Schema type.</summary>
    public string Type { get; init; } = "string";

    public string? Format { get; init; }

    public IReadOnlyList<string> Values { get; init; } = [];

    public object? Example { get; init; }

    public int? Minimum { get; init; }

    public int? Maximum { get; init; }
}
