using System.Diagnostics.CodeAnalysis;
using System.Net;
using UserApi.Contracts.Responses;

namespace AdminUi.Api;

/// <summary>What UserApi answered.</summary>
internal abstract record ApiAnswer<T>
{
    private ApiAnswer() { }

    public bool TryGet([MaybeNullWhen(false)] out T data, [NotNullWhen(false)] out ApiRefusal? refusal)
    {
        data = this is Found found ? found.Data : default;
        refusal = (this as Refused)?.Reason;
        return refusal is null;
    }

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
    /// <summary>The API's stable code, such as <c>last_admin</c>.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with which member, in the API's names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    public static ApiRefusal Unreachable { get; } = new(HttpStatusCode.ServiceUnavailable, null);

    public bool IsDenied => Status == HttpStatusCode.Forbidden;

    /// <summary>The API cannot be reached, or does not work.</summary>
    public bool IsOutage => Status >= HttpStatusCode.InternalServerError;

    /// <summary>Somebody changed the thing since it was read.</summary>
    public bool IsStale => Status == HttpStatusCode.PreconditionFailed;

    /// <summary>What was sent does not hold, or does not fit the state of things: to be told beside the form that sent it.</summary>
    public bool IsAboutTheForm => Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed
        or HttpStatusCode.UnprocessableEntity;
}
