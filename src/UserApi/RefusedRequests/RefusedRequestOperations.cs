using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.RefusedRequests;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.RefusedRequests;

/// <summary>The reference of refused requests.</summary>
internal static class RefusedRequestOperations
{
    public static Operation List { get; } = new("listRefusedRequests", OperationGroups.Apps, "List refused requests",
        "The newest first, of the last 24 hours. Of many at once from one network, or in one app's name, some are not kept.")
    {
        Parameters = [new("client_id", "query", "Only those that named this app.") { Example = "webapp" }, .. CommonParameters.Paging],
        Answer = typeof(ApiEnvelope<IReadOnlyList<RefusedRequestResource>>),
        AnswerText = "One page of refused requests.",
        AnswerExample = Examples.Page(Example),
        Scope = AccessRules.AdminScope,
        Permission = Permissions.ClientsRead,
    };

    public static Operation Get { get; } = new("getRefusedRequest", OperationGroups.Apps, "Look up a refused request",
        """
        What a protocol request broke on: the check, the clause that asks for it, what was expected against what came, and what to change.

        The code is the one on the error page, or in the header `X-Support-Code` of the answer. Values that may be secrets are never kept.
        """)
    {
        Parameters = [new("code", "path", "The support code, in any case, with or without the dash.") { Example = "7K3M-9QXD" }, CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<RefusedRequestResource>),
        AnswerText = "The refused request.",
        AnswerExample = Examples.Envelope(Example),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status404NotFound] = "The code is unknown, or older than 24 hours, or none at all.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.ClientsRead,
    };

    private static RefusedRequestResource Example => new()
    {
        Code = "7K3M-9QXD",
        OccurredAt = Examples.Profile.CreatedAt,
        ExpiresAt = Examples.Profile.CreatedAt.AddDays(1),
        Endpoint = "/connect/authorize",
        ClientId = "webapp",
        ClientName = "Sample web app",
        Error = "invalid_request",
        ErrorDescription = "redirect_uri is not registered for this client.",
        Rule = "redirect-uri",
        Clause = "RFC 6749 §3.1.2.3",
        ClauseUrl = ClauseAddress.Of("RFC 6749 §3.1.2.3"),
        Fix = "Register the received address in redirect_uris of the client webapp, or send one that is registered.",
        Expected = ["https://app.example/callback"],
        Received = "https://app.example/calback",
        FirstDifference = 23,
        Parameters =
        [
            new RefusedParameter { Name = "client_id", Value = "webapp", Length = 6 },
            new RefusedParameter { Name = "redirect_uri", Value = "https://app.example/calback", Length = 27 },
            new RefusedParameter { Name = "state", Length = 32 },
        ],
    };
}
