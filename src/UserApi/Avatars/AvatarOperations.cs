using ServiceDefaults.Documentation;
using ServiceDefaults.Envelope;
using UserApi.Access;
using UserApi.Contracts.Avatars;
using UserApi.Documentation;
using UserDirectory.Roles;

namespace UserApi.Avatars;

/// <summary>The reference of pictures.</summary>
internal static class AvatarOperations
{
    private static readonly Guid UserId = Guid.Parse("019a0b5d-ac96-774b-bcce-b302099a8057");
    private static readonly string Address = $"https://api.example.com/v1/users/{UserId}/avatar?v=302099a8";

    private static readonly AvatarResource Example = new()
    {
        Picture = Address,
        Sizes = new Dictionary<string, string> { ["64"] = Address + "&size=64", ["256"] = Address + "&size=256", ["512"] = Address + "&size=512" },
    };

    private static readonly AvatarResource None = new() { Sizes = new Dictionary<string, string>() };

    public static Operation Get { get; } = new("getAvatar", OperationGroups.Profile, "Where is your picture?",
        "Tells the address of each size. The pictures themselves are for everybody to read.")
    {
        Parameters = [CommonParameters.IfNoneMatch],
        AnswersNotModified = true,
        Answer = typeof(ApiEnvelope<AvatarResource>),
        AnswerText = "Where it is; nowhere when you have none.",
        AnswerExample = Examples.Envelope(Example),
        AnswerHeaders = CommonParameters.ETag,
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Post { get; } = new("setAvatar", OperationGroups.Profile, "Set your picture",
        """
        A PNG, JPEG or WebP of at most 5 MiB, 8192 pixels a side and 40 million pixels. What the file holds decides, not its name.

        It is cut to a square and made anew in three sizes: what else the file holds, such as the place where it was taken, is
        gone. Of an animation the first picture stays.
        """)
    {
        Body = typeof(AvatarUpload),
        BodyTypes = [AvatarForm.ContentType],
        BodyExample = new Dictionary<string, string> { [AvatarForm.Part] = "(the bytes of the file)" },
        Answer = Get.Answer,
        AnswerText = "Where the new picture is.",
        AnswerExample = Examples.Envelope(Example, "The picture was changed."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status408RequestTimeout] = "The picture came too slowly.",
            [StatusCodes.Status413PayloadTooLarge] = "The picture is larger than 5 MiB.",
            [StatusCodes.Status415UnsupportedMediaType] = "The body is no form, or the file is no PNG, JPEG or WebP.",
            [StatusCodes.Status501NotImplemented] = "`not_installed`: this installation takes no pictures.",
        },
        Scope = AccessRules.ProfileScope,
    };

    public static Operation Delete { get; } = new("removeAvatar", OperationGroups.Profile, "Remove your picture",
        "Initials take its place. Copies in caches of browsers live for at most five minutes.")
    {
        Parameters = [CommonParameters.IfMatch],
        Answer = Get.Answer,
        AnswerText = "You have no picture.",
        AnswerExample = Examples.Envelope(None, "There is no picture any more."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string> { [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it." },
        Scope = AccessRules.ProfileScope,
    };

    public static Operation DeleteOf { get; } = new("removeAvatarOfUser", OperationGroups.Users, "Remove somebody's picture",
        "For pictures that must not be shown.")
    {
        Parameters = [new("id", "path", "The account's id.") { Format = "uuid", Example = UserId }, CommonParameters.IfMatch],
        Answer = Get.Answer,
        AnswerText = "The account has no picture.",
        AnswerExample = Examples.Envelope(None, "There is no picture any more."),
        AnswerHeaders = CommonParameters.ETag,
        Refusals = new Dictionary<int, string>
        {
            [StatusCodes.Status403Forbidden] = "You lack the permission, or one that the account holds.",
            [StatusCodes.Status404NotFound] = "There is no such account.",
            [StatusCodes.Status412PreconditionFailed] = "It was changed since you read it.",
        },
        Scope = AccessRules.AdminScope,
        Permission = Permissions.UsersWrite,
    };

    public static Operation Picture { get; } = new("getPicture", OperationGroups.Users, "See somebody's picture",
        """
        For `<img>` in any app, without a token, and cacheable: this is what the claim `picture` names. Who has no picture has
        initials, and an id without an account the outline of a person.
        """)
    {
        Parameters =
        [
            new("id", "path", "The account's id.") { Format = "uuid", Example = UserId },
            new("size", "query", "The width and height in pixels; 256 when absent.") { Values = ["64", "256", "512"] },
            new("v", "query", "Anything: it makes the address of a new picture a new one."),
            CommonParameters.IfNoneMatch,
        ],
        AnswersNotModified = true,
        Answer = typeof(Stream),
        AnswerTypes = ["image/webp", InitialsPicture.ContentType],
        AnswerText = "The picture.",
        AnswerHeaders = new Dictionary<string, string>
        {
            ["ETag"] = "To be sent back as `If-None-Match`.",
            ["Cache-Control"] = "Five minutes, for everybody.",
        },
        Scope = AccessRules.ProfileScope,
        IsOpen = true,
    };
}

/// <summary>The form, for the reference.</summary>
internal sealed record AvatarUpload
{
    /// <summary>The file.</summary>
    public required IFormFile Avatar { get; init; }
}
