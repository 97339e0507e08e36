using System.Net;
using UserApi.Contracts.Responses;

namespace AdminUi.Api;

/// <summary>What UserApi answered.</summary>
internal abstract record ApiAnswer<T>
{
    private ApiAnswer() { }

    public sealed record Found(T Data, PageMeta? Meta) : ApiAnswer<T>
    {
        /// <summary>The entity tag of a single resource, to be sent back by who changes it.</summary>
        public string? Version { get; init; }

        /// <summary>The API's own sentence about what was done.</summary>
        public string? Message { get; init; }
    }

    public sealed record Refused(ApiRefusal Reason) : ApiAnswer<T>;
}

/// <summary>Why there is no answer, with the API's own sentence for people.</summary>
internal sealed record ApiRefusal(HttpStatusCode Status, string? Detail)
{
    /// <summary>What is wrong with which member, in the API's names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public static ApiRefusal Unreachable { get; } = new(HttpStatusCode.ServiceUnavailable, null);

    public bool IsDenied => Status == HttpStatusCode.Forbidden;
}
