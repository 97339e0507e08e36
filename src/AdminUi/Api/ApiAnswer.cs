using System.Net;
using UserApi.Contracts.Responses;

namespace AdminUi.Api;

/// <summary>What UserApi answered.</summary>
internal abstract record ApiAnswer<T>
{
    private ApiAnswer() { }

    public sealed record Found(T Data, PageMeta? Meta) : ApiAnswer<T>;

    public sealed record Refused(ApiRefusal Reason) : ApiAnswer<T>;
}

/// <summary>Why there is no answer, with the API's own sentence for people.</summary>
internal sealed record ApiRefusal(HttpStatusCode Status, string? Detail)
{
    public static ApiRefusal Unreachable { get; } = new(HttpStatusCode.ServiceUnavailable, null);

    public bool IsDenied => Status == HttpStatusCode.Forbidden;
}
