using ServiceDefaults.Documentation;
using ServiceDefaults.Paging;

namespace UserApi.Documentation;

/// <summary>Parameters that several calls share.</summary>
internal static class CommonParameters
{
    public static OperationParameter IfMatch { get; } = new("If-Match", "header",
        "The `ETag` that you read. When it was changed since, nothing happens and the answer is 412.")
    { Example = "\"12\"" };

    public static OperationParameter IfNoneMatch { get; } = new("If-None-Match", "header",
        "The `ETag` of your copy. When it is current the answer is 304 without a body.")
    { Example = "\"12\"" };

    public static OperationParameter IdempotencyKey { get; } = new("Idempotency-Key", "header",
        "1 to 255 visible ASCII characters, new for each thing to create. The same key and body get the same answer for 24 hours.")
    {
        Example = "6d3f6a0e-2c1b-4f7a-9c39-0a2f6c1d9b11",
    };

    public static IReadOnlyList<OperationParameter> Paging { get; } =
    [
        new("page", "query", $"Which page, from 1, as deep as row {PageQuery.DeepestRow}; beyond that go on with `cursor`.")
        {
            Type = "integer",
            Minimum = 1,
            Example = 1,
        },
        new("limit", "query", $"How many on a page; {PageQuery.DefaultLimit} when absent.")
        {
            Type = "integer",
            Minimum = 1,
            Maximum = PageQuery.MaxLimit,
            Example = 20,
        },
        new("cursor", "query", "`next_cursor` of the page before, with the same filters. It replaces `page`."),
    ];

    public static IReadOnlyDictionary<string, string> ETag { get; } = new Dictionary<string, string>
    {
        ["ETag"] = "The version of what you read, to be sent back as `If-Match`.",
    };
}
